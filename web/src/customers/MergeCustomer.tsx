import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import type { components } from '../api/generated/customer-service';
import { Dialog } from '../ui/Dialog';
import { moment, money } from '../ui/format';
import { ProblemNotice } from '../ui/problem';
import styles from './Customers.module.css';
import { isWhole, listQuery, type Where } from './customers';

type Whole = components['schemas']['CustomerDetail'];

interface Props {
  where: Where;
  customer: Whole;
}

/** One person with two addresses is one customer: merges another into this one, and parts them. */
export function MergeCustomer({ where, customer }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [choosing, setChoosing] = useState(false);
  const path = { ...where, customerId: customer.summary.id };
  const part = useMutation({
    mutationFn: (customerId: string) =>
      data(
        api.POST(
          '/api/v1/teams/{teamId}/products/{productId}/customers/{customerId}/unmerge',
          { params: { path }, body: { customerId } },
        ),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['customers', where] }),
  });
  const merged = customer.identities.filter((identity) => identity.merged);
  return (
    <div className="stack">
      {merged.length > 0 && (
        <ul className={styles.merged} aria-label={t('merge.merged')}>
          {merged.map((identity) => (
            <li key={identity.email} className="row between">
              <span>
                {identity.email}
                <span className="muted">
                  {' '}
                  {identity.merged && t('merge.since', { when: moment(identity.merged.at) })}
                </span>
              </span>
              <button
                type="button"
                disabled={part.isPending}
                aria-label={t('merge.partOne', { email: identity.email })}
                onClick={() => identity.merged && part.mutate(identity.merged.customerId)}
              >
                {t('merge.part')}
              </button>
            </li>
          ))}
        </ul>
      )}
      {part.isError && <ProblemNotice failure={part.error} />}
      <div className="row">
        <button type="button" onClick={() => setChoosing(true)}>
          {t('merge.open')}
        </button>
      </div>
      {choosing && (
        <MergeDialog where={where} customer={customer} onClose={() => setChoosing(false)} />
      )}
    </div>
  );
}

/** Finds the other one, says what becomes of both, and merges. */
function MergeDialog({ where, customer, onClose }: Props & { onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [q, setQ] = useState('');
  const [other, setOther] = useState<string | null>(null);
  const found = useQuery({ ...listQuery(where, { q: q.trim() }), enabled: q.trim().length >= 2 });
  const others = (q.trim().length >= 2 ? (found.data?.items ?? []) : [])
    .filter(isWhole)
    .filter((each) => each.id !== customer.summary.id)
    .slice(0, 8);
  const chosen = others.find((each) => each.id === other);
  const merge = useMutation({
    mutationFn: (customerId: string) =>
      data(
        api.POST('/api/v1/teams/{teamId}/products/{productId}/customers/{customerId}/merge', {
          params: { path: { ...where, customerId: customer.summary.id } },
          body: { customerId },
        }),
      ),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: ['customers', where] });
    },
  });
  const self = customer.summary.name ?? customer.summary.email;
  return (
    <Dialog title={t('merge.title', { who: self })} onClose={onClose}>
      <p>{t('merge.explain')}</p>
      <label className="field">
        {t('merge.other')}
        <input
          type="search"
          value={q}
          onChange={(event) => {
            setQ(event.target.value);
            setOther(null);
          }}
        />
      </label>
      <fieldset className={styles.candidates}>
        <legend className="hidden">{t('merge.candidates')}</legend>
        {others.map((each) => (
          <label key={each.id} className="row">
            <input
              type="radio"
              name="other"
              checked={other === each.id}
              onChange={() => setOther(each.id)}
            />
            <span>
              {each.name ?? each.email} <span className="muted">{each.email}</span>
            </span>
            <span className="number">{money(each.net)}</span>
          </label>
        ))}
      </fieldset>
      <p role="status" className="muted">
        {q.trim().length >= 2 && found.isSuccess && others.length === 0 && t('merge.none')}
      </p>
      {merge.isError && <ProblemNotice failure={merge.error} />}
      <div className="row between">
        <button type="button" onClick={onClose}>
          {t('action.cancel')}
        </button>
        <button
          type="button"
          className="primary"
          disabled={!chosen || merge.isPending}
          onClick={() => chosen && merge.mutate(chosen.id)}
        >
          {chosen
            ? t('merge.doWith', { who: chosen.name ?? chosen.email })
            : t('merge.do')}
        </button>
      </div>
    </Dialog>
  );
}
