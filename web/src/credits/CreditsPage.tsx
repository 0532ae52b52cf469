import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { may, useTeam } from '../session/session';
import { count } from '../ui/format';
import { Moment } from '../ui/Moment';
import { More } from '../ui/More';
import { Page } from '../ui/Page';
import { ProblemNotice } from '../ui/problem';
import styles from './Credits.module.css';

/** What a team can spend, and what came and went. */
export function CreditsPage() {
  const { t } = useTranslation();
  const team = useTeam();
  const path = { teamId: team.id };
  const balance = useQuery({
    queryKey: ['credits', team.id, 'balance'],
    queryFn: () => data(api.GET('/api/v1/teams/{teamId}/credits', { params: { path } })),
  });
  return (
    <Page title={t('credits.title')} context={team.name}>
      <div className="stack">
        {balance.isError && (
          <ProblemNotice failure={balance.error} retry={() => void balance.refetch()} />
        )}
        {balance.data && (
          <section className="sheet pad">
            <div className="muted">{t('credits.available')}</div>
            <div className={styles.hero}>{count(balance.data.available)}</div>
            {balance.data.reserved > 0 && (
              <div className="muted">
                {t('credits.reserved', { shown: count(balance.data.reserved) })}
              </div>
            )}
          </section>
        )}
        {may(team, 'view-credit-history') && <Movements />}
      </div>
    </Page>
  );
}

function Movements() {
  const { t } = useTranslation();
  const team = useTeam();
  const movements = useInfiniteQuery({
    queryKey: ['credits', team.id, 'movements'],
    queryFn: ({ pageParam }) =>
      data(
        api.GET('/api/v1/teams/{teamId}/credits/movements', {
          params: { path: { teamId: team.id }, query: { limit: 50, after: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const items = movements.data?.pages.flatMap((page) => page.items) ?? [];
  if (movements.isError) {
    return <ProblemNotice failure={movements.error} retry={() => void movements.refetch()} />;
  }
  return (
    <section className="sheet scroll">
      <table>
        <caption className="hidden">{t('credits.movements')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('credits.at')}</th>
            <th scope="col">{t('credits.what')}</th>
            <th scope="col" className="number">
              {t('credits.amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((movement) => (
            <tr key={movement.id}>
              <td>
                <Moment at={movement.occurredAt} />
              </td>
              <td>
                {t(`credits.kind.${movement.kind}`, { defaultValue: movement.kind })}
                <span className="muted"> {movement.reason}</span>
              </td>
              <td className="number">
                {movement.credits > 0 ? '+' : '\u2212'}
                {count(Math.abs(movement.credits))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {movements.isSuccess && items.length === 0 && <p className="pad">{t('credits.none')}</p>}
      {movements.hasNextPage && (
        <div className="pad">
          <More of={movements}>{t('inbox.more')}</More>
        </div>
      )}
    </section>
  );
}
