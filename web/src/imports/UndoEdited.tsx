import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { may, type Product, type Team } from '../session/session';
import { count } from '../ui/format';
import { More } from '../ui/More';
import { ProblemNotice } from '../ui/problem';
import type { ImportState, Run } from './imports';

/** So many customers are listed at once. */
const PAGE = 100;

interface Props {
  importId: string;
  team: Team;
  product: Product;
}

/** Which customers keep what people entered, once somebody wants to know. */
export function UndoEdited({
  importId,
  team,
  product,
  version,
  dryRun,
  edited,
}: Props & { version: number; dryRun: boolean; edited: number }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const customers = useInfiniteQuery({
    // Of this look or undo as it is now.
    queryKey: ['undo-edited', team.id, importId, dryRun, version],
    queryFn: ({ pageParam }) =>
      data(
        api.GET('/api/v1/teams/{teamId}/imports/{importId}/undo/edited', {
          params: {
            path: { teamId: team.id, importId },
            query: { dryRun, limit: PAGE, after: pageParam },
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: open,
  });
  const items = customers.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('undo.list')}</summary>
      <div className="stack">
        {customers.isError && (
          <ProblemNotice failure={customers.error} retry={() => void customers.refetch()} />
        )}
        {open && customers.isPending && <p className="muted">{t('state.loading')}</p>}
        <ul>
          {items.map((customer) => (
            <li key={customer.id}>
              <Link
                to="/t/$team/p/$product/customers"
                params={{ team: team.id, product: product.id }}
                search={{ c: customer.id }}
              >
                {customer.name ?? customer.email}
              </Link>{' '}
              {customer.name && <span className="muted">{customer.email}</span>}
            </li>
          ))}
        </ul>
        {customers.hasNextPage && (
          <div className="row">
            <More of={customers}>{t('cleanup.more')}</More>
            <span className="muted">
              {t('cleanup.shown', { shown: count(items.length), of: count(edited) })}
            </span>
          </div>
        )}
      </div>
    </details>
  );
}

/** What of the report only the customers themselves tell: who keeps what people entered. */
export function UndoneEdited({
  state,
  undo,
  team,
  product,
}: Omit<Props, 'importId'> & { state: ImportState; undo: NonNullable<Run['undo']> }) {
  const { t } = useTranslation();
  const report = useQuery({
    queryKey: ['undo', team.id, state.id, 'done', undo.status],
    queryFn: () =>
      data(
        api.GET('/api/v1/teams/{teamId}/imports/{importId}/undo', {
          params: { path: { teamId: team.id, importId: state.id } },
        }),
      ),
    // Customers are masked for whoever may not see this.
    enabled: may(product, 'view-imports') && may(product, 'view-customers'),
    refetchInterval: (query) => (query.state.data?.undo?.finishedAt ? false : 1_000),
  });
  const done = report.data?.undo;
  if (report.isError) return <ProblemNotice failure={report.error} />;
  if (!done || done.edited === 0) return null;
  return (
    <>
      <p>{t('undo.edited', { count: done.edited, shown: count(done.edited) })}</p>
      <UndoEdited
        importId={state.id}
        team={team}
        product={product}
        version={done.version}
        dryRun={false}
        edited={done.edited}
      />
    </>
  );
}
