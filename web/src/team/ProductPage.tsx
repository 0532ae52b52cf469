import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import type { components } from '../api/generated/team-service';
import { may, useProduct, useTeam } from '../session/session';
import { Field } from '../ui/Field';
import { decimal, digits, parseMinor } from '../ui/format';
import { Page } from '../ui/Page';
import { ProblemNotice } from '../ui/problem';
import { DeletionSection } from './DeletionSection';
import { membersQuery } from './members';
import { productQuery } from './product';

type ProductView = components['schemas']['ProductView'];

/** A product's settings, and its end. */
export function ProductPage() {
  const { t } = useTranslation();
  const team = useTeam();
  const product = useProduct();
  const settings = useQuery(productQuery(team.id, product.id));
  return (
    <Page title={t('product.title')} context={product.name} note={product.name}>
      <div className="stack" style={{ maxWidth: 640 }}>
        {settings.isError && (
          <ProblemNotice failure={settings.error} retry={() => void settings.refetch()} />
        )}
        {settings.data && <Settings key={settings.data.version} view={settings.data} />}
        {may(product, 'transfer-product') && settings.data && (
          <Transfer creator={settings.data.createdBy} />
        )}
        {may(product, 'delete-product') && <Deletion />}
      </div>
    </Page>
  );
}

/** An amount as it is typed: with the decimal sign of the language. */
function typed(minor: string, currency: string): string {
  const text = decimal(minor, digits(currency));
  return document.documentElement.lang === 'en' ? text : text.replace('.', ',');
}

function Settings({ view }: { view: ProductView }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const team = useTeam();
  const [fields, setFields] = useState({
    name: view.name,
    description: view.description,
    incentives: view.incentives,
    timeZone: view.timeZone,
    rankBy: view.rankBy,
    highFrom: typed(view.highFrom.minor, view.currency),
    mediumFrom: typed(view.mediumFrom.minor, view.currency),
    tone: view.outreach.tone,
    language: view.outreach.language,
    senderName: view.outreach.senderName,
    senderEmail: view.outreach.senderEmail,
  });
  const high = parseMinor(fields.highFrom, view.currency);
  const medium = parseMinor(fields.mediumFrom, view.currency);
  const save = useMutation({
    mutationFn: () =>
      data(
        api.PUT('/api/v1/teams/{teamId}/products/{productId}', {
          params: { path: { teamId: team.id, productId: view.id } },
          body: {
            version: view.version,
            name: fields.name,
            description: fields.description,
            incentives: fields.incentives,
            currency: view.currency,
            timeZone: fields.timeZone,
            rankBy: fields.rankBy as 'gross' | 'net',
            highFrom: { minor: high ?? '', currency: view.currency },
            mediumFrom: { minor: medium ?? '', currency: view.currency },
            outreach: {
              tone: fields.tone,
              language: fields.language,
              senderName: fields.senderName,
              senderEmail: fields.senderEmail,
            },
          },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['product', team.id, view.id] });
      await queries.invalidateQueries({ queryKey: ['session'] });
    },
  });
  const put = (name: keyof typeof fields) => (event: { target: { value: string } }) =>
    setFields({ ...fields, [name]: event.target.value });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (high !== null && medium !== null) save.mutate();
  };
  return (
    <form className="sheet pad stack" onSubmit={submit}>
      {save.isError && <ProblemNotice failure={save.error} />}
      {save.isSuccess && <div className="notice ok">{t('product.saved')}</div>}
      <Field label={t('product.name')} required maxLength={120} value={fields.name} onChange={put('name')} />
      <div className="field">
        <label htmlFor="description">{t('product.description')}</label>
        <textarea id="description" maxLength={2000} value={fields.description} onChange={put('description')} />
      </div>
      <div className="field">
        <label htmlFor="incentives">{t('product.incentives')}</label>
        <textarea id="incentives" maxLength={2000} value={fields.incentives} onChange={put('incentives')} />
      </div>
      <Field label={t('product.timeZone')} required value={fields.timeZone} onChange={put('timeZone')} />
      <div className="row" style={{ alignItems: 'start' }}>
        <Field
          label={t('product.highFrom', { currency: view.currency })}
          inputMode="decimal"
          value={fields.highFrom}
          onChange={put('highFrom')}
          error={high === null ? t('product.noAmount') : null}
        />
        <Field
          label={t('product.mediumFrom', { currency: view.currency })}
          inputMode="decimal"
          value={fields.mediumFrom}
          onChange={put('mediumFrom')}
          error={medium === null ? t('product.noAmount') : null}
        />
        <div className="field">
          <label htmlFor="rank-by">{t('product.rankBy')}</label>
          <select id="rank-by" value={fields.rankBy} onChange={put('rankBy')}>
            <option value="gross">{t('product.gross')}</option>
            <option value="net">{t('product.net')}</option>
          </select>
        </div>
      </div>
      <h2>{t('product.outreach')}</h2>
      <Field label={t('product.tone')} maxLength={500} value={fields.tone} onChange={put('tone')} />
      <div className="row" style={{ alignItems: 'start' }}>
        <div className="field">
          <label htmlFor="language">{t('product.language')}</label>
          <select id="language" value={fields.language} onChange={put('language')}>
            {[...new Set(['de', 'en', 'fr', 'it', 'es', 'nl', 'pl', fields.language])].map((code) => (
              <option key={code} value={code}>
                {new Intl.DisplayNames(document.documentElement.lang, { type: 'language' }).of(code)}
              </option>
            ))}
          </select>
        </div>
        <Field label={t('product.senderName')} maxLength={120} value={fields.senderName} onChange={put('senderName')} />
        <Field label={t('product.senderEmail')} type="email" value={fields.senderEmail} onChange={put('senderEmail')} />
      </div>
      <div className="row">
        <button type="submit" className="primary" disabled={save.isPending}>
          {t('action.save')}
        </button>
      </div>
    </form>
  );
}

/** Makes the product another member's own: members may change only what is theirs. */
function Transfer({ creator }: { creator: string }) {
  const { t } = useTranslation();
  const team = useTeam();
  const product = useProduct();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState(creator);
  const members = useQuery(membersQuery(team.id));
  const transfer = useMutation({
    mutationFn: () =>
      data(
        api.POST('/api/v1/teams/{teamId}/products/{productId}/creator', {
          params: { path: { teamId: team.id, productId: product.id } },
          body: { userId: chosen },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['product', team.id, product.id] });
      await queries.invalidateQueries({ queryKey: ['session'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    transfer.mutate();
  };
  const people = members.data?.items.filter((member) => member.role !== 'viewer') ?? [];
  return (
    <form className="sheet pad stack" onSubmit={submit}>
      <h2>{t('transfer.title')}</h2>
      <p>{t('transfer.explain')}</p>
      {members.isError && (
        <ProblemNotice failure={members.error} retry={() => void members.refetch()} />
      )}
      {transfer.isError && <ProblemNotice failure={transfer.error} />}
      <div className="row">
        <label className="row">
          {t('transfer.to')}
          <select value={chosen} onChange={(event) => setChosen(event.target.value)}>
            {people.every((member) => member.id !== creator) && <option value={creator}>–</option>}
            {people.map((member) => (
              <option key={member.id} value={member.id}>
                {member.name}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" disabled={chosen === creator || transfer.isPending}>
          {t('transfer.do')}
        </button>
        <span role="status">{transfer.isSuccess && t('transfer.done')}</span>
      </div>
    </form>
  );
}

function Deletion() {
  const team = useTeam();
  const product = useProduct();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return (
    <DeletionSection
      what="product"
      name={product.name}
      remove={(name) =>
        data(
          api.DELETE('/api/v1/teams/{teamId}/products/{productId}', {
            params: { path: { teamId: team.id, productId: product.id }, query: { name } },
          }),
        )
      }
      onRemoved={async () => {
        await navigate({ to: '/t/$team/members', params: { team: team.id } });
        await queries.invalidateQueries({ queryKey: ['session'] });
      }}
    />
  );
}
