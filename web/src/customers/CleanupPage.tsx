import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import type { components } from '../api/generated/customer-service';
import { may, useProduct, useTeam } from '../session/session';
import { Field } from '../ui/Field';
import { count, money, moment, parseMinor } from '../ui/format';
import { More } from '../ui/More';
import { Page } from '../ui/Page';
import { ProblemNotice } from '../ui/problem';
import { told, useUndoBulk } from './BulkJob';
import { bulksQuery } from './bulk';
import type { Where } from './customers';

type Cleanup = components['schemas']['Cleanup'];

/** Archives customers who spend little (C6): looked at first, confirmed by their number, undone for 30 days. */
export function CleanupPage() {
  const { t } = useTranslation();
  const team = useTeam();
  const product = useProduct();
  const queries = useQueryClient();
  const where = { teamId: team.id, productId: product.id };
  const [threshold, setThreshold] = useState('10');
  const minor = parseMinor(threshold, product.currency);
  const key = ['cleanups', where];
  const cleanups = useQuery({
    queryKey: key,
    queryFn: () =>
      data(
        api.GET('/api/v1/teams/{teamId}/products/{productId}/cleanups', {
          params: { path: where },
        }),
      ),
    refetchInterval: (query) =>
      query.state.data?.items.some((each) => each.status === 'running' || each.status === 'undoing')
        ? 1_000
        : false,
  });
  const reload = async () => {
    await queries.invalidateQueries({ queryKey: key });
    await queries.invalidateQueries({ queryKey: ['customers', where] });
  };
  const preview = useMutation({
    mutationFn: () =>
      data(
        api.POST('/api/v1/teams/{teamId}/products/{productId}/cleanups', {
          params: { path: where },
          body: { threshold: minor ?? undefined },
        }),
      ),
  });
  const confirm = useMutation({
    mutationFn: (cleanup: Cleanup) =>
      data(
        api.POST('/api/v1/teams/{teamId}/products/{productId}/cleanups/{cleanupId}/confirm', {
          params: { path: { ...where, cleanupId: cleanup.id } },
          body: { customers: cleanup.customers },
        }),
      ),
    onSettled: reload,
    onSuccess: () => preview.reset(),
  });
  const undo = useMutation({
    mutationFn: (cleanup: Cleanup) =>
      data(
        api.POST('/api/v1/teams/{teamId}/products/{productId}/cleanups/{cleanupId}/undo', {
          params: { path: { ...where, cleanupId: cleanup.id } },
        }),
      ),
    onSettled: reload,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (minor !== null) preview.mutate();
  };
  const shown = preview.data;
  const past = cleanups.data?.items ?? [];
  return (
    <Page title={t('cleanup.title')} context={product.name} note={t('cleanup.note')}>
      <div className="stack">
        {may(product, 'clean-up') && (
          <form className="sheet pad row" style={{ alignItems: 'start' }} onSubmit={submit}>
            <Field
              label={t('cleanup.threshold', { currency: product.currency })}
              inputMode="decimal"
              value={threshold}
              onChange={(event) => {
                setThreshold(event.target.value);
                // What was looked at was for another threshold.
                preview.reset();
                confirm.reset();
              }}
              error={minor === null ? t('product.noAmount') : null}
            />
            <button type="submit" disabled={preview.isPending} style={{ marginTop: 26 }}>
              {t('cleanup.preview')}
            </button>
          </form>
        )}
        {cleanups.isError && (
          <ProblemNotice failure={cleanups.error} retry={() => void cleanups.refetch()} />
        )}
        {preview.isError && <ProblemNotice failure={preview.error} />}
        {confirm.isError && <ProblemNotice failure={confirm.error} />}
        {undo.isError && <ProblemNotice failure={undo.error} />}
        {shown && (
          <section className="sheet pad stack">
            <h2>
              {t('cleanup.would', {
                count: shown.customers,
                shown: count(shown.customers),
                threshold: money(shown.threshold),
                total: money(shown.total),
              })}
            </h2>
            {shown.customers > 0 ? (
              <>
                <Members where={where} cleanup={shown} />
                <div className="row">
                  <button
                    type="button"
                    className="danger"
                    disabled={confirm.isPending}
                    onClick={() => confirm.mutate(shown)}
                  >
                    {t('cleanup.confirm', {
                      count: shown.customers,
                      shown: count(shown.customers),
                      threshold: money(shown.threshold),
                    })}
                  </button>
                </div>
              </>
            ) : (
              <p>{t('cleanup.nobody', { threshold: money(shown.threshold) })}</p>
            )}
          </section>
        )}
        {past.length > 0 && (
          <section className="sheet scroll">
            <table>
              <caption className="hidden">{t('cleanup.past')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('imports.at')}</th>
                  <th scope="col" className="number">
                    {t('cleanup.below')}
                  </th>
                  <th scope="col" className="number">
                    {t('cleanup.archived')}
                  </th>
                  <th scope="col" className="number">
                    {t('cleanup.skipped')}
                  </th>
                  <th scope="col">{t('imports.status')}</th>
                  <th scope="col">
                    <span className="hidden">{t('members.actions')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {past.map((each) => (
                  <tr key={each.id}>
                    <td>{moment(each.createdAt)}</td>
                    <td className="number">{money(each.threshold)}</td>
                    <td className="number">{count(each.archived)}</td>
                    <td className="number">{count(each.skipped)}</td>
                    <td>{t(`cleanup.status.${each.status}`)}</td>
                    <td>
                      {each.status === 'finished' && may(product, 'undo-cleanup') && (
                        <button
                          type="button"
                          disabled={undo.isPending}
                          onClick={() => undo.mutate(each)}
                        >
                          {t('cleanup.undo')}
                        </button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
        {may(product, 'change-in-bulk') && <BulkChanges where={where} />}
      </div>
    </Page>
  );
}

/** The last changes of many customers, to be taken back. */
function BulkChanges({ where }: { where: Where }) {
  const { t } = useTranslation();
  const changes = useQuery(bulksQuery(where));
  const undo = useUndoBulk(where);
  const items = changes.data?.items ?? [];
  if (changes.isError) return <ProblemNotice failure={changes.error} />;
  if (items.length === 0) return null;
  return (
    <section className="sheet pad stack scroll">
      <h2>{t('bulk.jobs')}</h2>
      {undo.isError && <ProblemNotice failure={undo.error} />}
      <table>
        <thead>
          <tr>
            <th scope="col">{t('imports.at')}</th>
            <th scope="col">{t('bulk.what')}</th>
            <th scope="col">
              <span className="hidden">{t('members.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((each) => (
            <tr key={each.id}>
              <td>{moment(each.createdAt)}</td>
              <td>{told(each, t)}</td>
              <td>
                {each.status === 'finished' && each.changed > 0 && (
                  <button type="button" disabled={undo.isPending} onClick={() => undo.mutate(each)}>
                    {t('bulk.undo')}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** So many customers are listed at once. */
const PAGE = 50;

/** Those who would go, with the amount that is compared to the threshold. */
function Members({ where, cleanup }: { where: Where; cleanup: Cleanup }) {
  const { t } = useTranslation();
  const members = useInfiniteQuery({
    queryKey: ['cleanup-customers', where, cleanup.id],
    queryFn: ({ pageParam }) =>
      data(
        api.GET('/api/v1/teams/{teamId}/products/{productId}/cleanups/{cleanupId}/customers', {
          params: {
            path: { ...where, cleanupId: cleanup.id },
            query: { limit: PAGE, after: pageParam },
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const customers = members.data?.pages.flatMap((page) => page.items) ?? [];
  if (members.isError) {
    return <ProblemNotice failure={members.error} retry={() => void members.refetch()} />;
  }
  if (members.isPending) return <p className="muted">{t('state.loading')}</p>;
  return (
    <>
      <div className="scroll">
        <table>
          <caption className="hidden">{t('cleanup.title')}</caption>
          <tbody>
            {customers.map((customer) => (
              <tr key={customer.id}>
                <th scope="row">{customer.name ?? customer.email}</th>
                <td className="muted">{customer.email}</td>
                <td className="number">
                  {money(cleanup.rankBy === 'net' ? customer.net : customer.gross)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {members.hasNextPage && (
        <div className="row">
          <More of={members}>{t('cleanup.more')}</More>
          <span className="muted">
            {t('cleanup.shown', { shown: count(customers.length), of: count(cleanup.customers) })}
          </span>
        </div>
      )}
    </>
  );
}
