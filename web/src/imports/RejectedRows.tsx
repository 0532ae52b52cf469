import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { may, type Product, type Team } from '../session/session';
import { count } from '../ui/format';
import { More } from '../ui/More';
import { ProblemNotice } from '../ui/problem';
import type { ImportState } from './imports';

interface Props {
  state: ImportState;
  team: Team;
  product: Product;
}

/** Rows that were not taken, with the reason for each: to correct and hand in again. */
export function RejectedRows({ state, team, product }: Props) {
  const { t } = useTranslation();
  const rejected = useInfiniteQuery({
    queryKey: ['rejected', team.id, state.id],
    queryFn: ({ pageParam }) =>
      data(
        api.GET('/api/v1/teams/{teamId}/imports/{importId}/rejected-rows', {
          params: {
            path: { teamId: team.id, importId: state.id },
            query: { limit: 50, after: pageParam },
          },
        }),
      ),
    initialPageParam: 0,
    // Whether rows follow a full page is known only by asking.
    getNextPageParam: (last, pages) =>
      last.next && pages.length * 50 < (state.run?.counts.rejected ?? 0)
        ? Number(last.next)
        : undefined,
  });
  const rows = rejected.data?.pages.flatMap((page) => page.items) ?? [];
  const place = { team: team.id, product: product.id };
  return (
    <section className="sheet pad stack">
      <div className="row between">
        <h2>{t('rejected.title')}</h2>
        <div className="row">
          <a
            className="button"
            href={`/api/v1/teams/${team.id}/imports/${state.id}/rejected-rows.csv`}
            download
          >
            {t('rejected.download')}
          </a>
          {may(product, 'import-customers') && (
            <Link
              className="button"
              to="/t/$team/p/$product/imports/new"
              params={place}
              search={{ corrects: state.id }}
            >
              {t('rejected.correct')}
            </Link>
          )}
        </div>
      </div>
      {rejected.isError && (
        <ProblemNotice failure={rejected.error} retry={() => void rejected.refetch()} />
      )}
      {rows.length > 0 && (
        <div className="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col" className="number">
                  {t('check.row')}
                </th>
                <th scope="col">{t('rejected.reason')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.row}>
                  <th scope="row" className="number">
                    {count(row.row)}
                  </th>
                  <td>{row.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rejected.hasNextPage && (
        <div className="row">
          <More of={rejected}>{t('rejected.more')}</More>
          <span className="muted">
            {t('rejected.shown', {
              shown: count(rows.length),
              all: count(state.run?.counts.rejected ?? 0),
            })}
          </span>
        </div>
      )}
    </section>
  );
}
