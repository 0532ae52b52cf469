import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import type { components } from '../api/generated/team-service';
import { may, useProduct, useSession, useTeam } from '../session/session';
import { Field } from '../ui/Field';
import { money, parseMinor, typeable } from '../ui/format';
import { Page } from '../ui/Page';
import { ProblemNotice } from '../ui/problem';
import { DeletionSection } from './DeletionSection';
import { membersQuery } from './members';
import { PriorityPreview, type Ranking } from './PriorityPreview';
import { productQuery } from './product';
import { SettingsForm } from './SettingsForm';

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
        {settings.data && <Settings view={settings.data} />}
        {may(product, 'transfer-product') && settings.data && (
          <Transfer creator={settings.data.createdBy} />
        )}
        {may(product, 'delete-product') && <Deletion />}
      </div>
    </Page>
  );
}

function fieldsOf(view: ProductView) {
  return {
    name: view.name,
    description: view.description,
    incentives: view.incentives,
    timeZone: view.timeZone,
    highFrom: typeable(view.highFrom),
    mediumFrom: typeable(view.mediumFrom),
    rankBy: view.rankBy,
    tone: view.outreach.tone,
    language: view.outreach.language,
    senderName: view.outreach.senderName,
    senderEmail: view.outreach.senderEmail,
  };
}

type Fields = ReturnType<typeof fieldsOf>;

/** What the fields are called, and how people read their values. */
function useWords(currency: string) {
  const { t } = useTranslation();
  const labels: Record<keyof Fields, string> = {
    name: t('product.name'),
    description: t('product.description'),
    incentives: t('product.incentives'),
    timeZone: t('product.timeZone'),
    highFrom: t('product.highFrom', { currency }),
    mediumFrom: t('product.mediumFrom', { currency }),
    rankBy: t('product.rankBy'),
    tone: t('product.tone'),
    language: t('product.language'),
    senderName: t('product.senderName'),
    senderEmail: t('product.senderEmail'),
  };
  const shown = (name: keyof Fields, value: string) => {
    if (name === 'rankBy') return t(value === 'net' ? 'product.net' : 'product.gross');
    return name === 'language' ? languageName(value) : value;
  };
  return { labels, shown };
}

function languageName(code: string): string {
  return new Intl.DisplayNames(document.documentElement.lang, { type: 'language' }).of(code) ?? code;
}

function Settings({ view }: { view: ProductView }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const team = useTeam();
  const product = useProduct();
  const { user } = useSession();
  const { labels, shown } = useWords(view.currency);
  const key = ['product', team.id, view.id];
  const path = { teamId: team.id, productId: view.id };
  const amount = (typed: string) => ({
    minor: parseMinor(typed, view.currency) ?? '',
    currency: view.currency,
  });
  const ranking = ({ highFrom, mediumFrom, rankBy }: Fields): Ranking => ({
    highFrom: amount(highFrom).minor,
    mediumFrom: amount(mediumFrom).minor,
    rankBy: rankBy as Ranking['rankBy'],
  });
  const save = async ({ tone, language, senderName, senderEmail, ...fields }: Fields) => {
    const saved = await data(
      api.PUT('/api/v1/teams/{teamId}/products/{productId}', {
        params: { path },
        body: {
          ...fields,
          version: view.version,
          currency: view.currency,
          rankBy: fields.rankBy as 'gross' | 'net',
          highFrom: amount(fields.highFrom),
          mediumFrom: amount(fields.mediumFrom),
          outreach: { tone, language, senderName, senderEmail },
        },
      }),
    );
    queries.setQueryData(key, saved);
    void queries.invalidateQueries({ queryKey: ['session'] });
  };
  return (
    <SettingsForm
      key={view.id}
      keptAs={`kundenwert.draft.${user.id}.${view.id}`}
      stored={fieldsOf(view)}
      labels={labels}
      shown={shown}
      save={save}
      reload={() => queries.invalidateQueries({ queryKey: key })}
    >
      {(fields, put) => {
        const of = (name: keyof Fields) => ({
          label: labels[name],
          value: fields[name],
          onChange: put(name),
        });
        const threshold = (name: 'highFrom' | 'mediumFrom') => {
          const read = amount(fields[name]);
          return {
            ...of(name),
            inputMode: 'decimal' as const,
            hint: read.minor && money(read),
            error: read.minor ? null : t('product.noAmount'),
          };
        };
        return (
          <>
            <Field {...of('name')} required maxLength={120} />
            <div className="field">
              <label htmlFor="description">{labels.description}</label>
              <textarea id="description" maxLength={2000} value={fields.description} onChange={put('description')} />
            </div>
            <div className="field">
              <label htmlFor="incentives">{labels.incentives}</label>
              <textarea id="incentives" maxLength={2000} value={fields.incentives} onChange={put('incentives')} />
            </div>
            <Field {...of('timeZone')} required />
            <div className="row" style={{ alignItems: 'start' }}>
              <Field {...threshold('highFrom')} />
              <Field {...threshold('mediumFrom')} />
              <div className="field">
                <label htmlFor="rank-by">{labels.rankBy}</label>
                <select id="rank-by" value={fields.rankBy} onChange={put('rankBy')}>
                  <option value="gross">{t('product.gross')}</option>
                  <option value="net">{t('product.net')}</option>
                </select>
              </div>
            </div>
            {may(product, 'edit-product') && (
              <PriorityPreview where={path} stored={ranking(fieldsOf(view))} typed={ranking(fields)} />
            )}
            <h2>{t('product.outreach')}</h2>
            <Field {...of('tone')} maxLength={500} />
            <div className="row" style={{ alignItems: 'start' }}>
              <div className="field">
                <label htmlFor="language">{labels.language}</label>
                <select id="language" value={fields.language} onChange={put('language')}>
                  {[...new Set(['de', 'en', 'fr', 'it', 'es', 'nl', 'pl', fields.language])].map((code) => (
                    <option key={code} value={code}>
                      {languageName(code)}
                    </option>
                  ))}
                </select>
              </div>
              <Field {...of('senderName')} maxLength={120} />
              <Field {...of('senderEmail')} type="email" />
            </div>
          </>
        );
      }}
    </SettingsForm>
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
