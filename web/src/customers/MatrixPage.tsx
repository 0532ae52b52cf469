import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { may, useProduct, useTeam } from '../session/session';
import { type Amount, count, money } from '../ui/format';
import { Page } from '../ui/Page';
import { ProblemNotice } from '../ui/problem';
import styles from './Customers.module.css';
import { fileAddress, type ListSearch, type Sort } from './customers';
import { withValues } from './filter';
import { Filters } from './Filters';
import { NoCustomers } from './NoCustomers';
import { ariaSort, SortButton } from './SortHeader';
import { useConditions } from './useConditions';
import { colourAt, placeOf } from './sources';

/** An amount, or a dash where there is none. */
const shown = (amount: Amount | undefined) =>
  amount && BigInt(amount.minor) !== 0n ? money(amount) : '–';

/** Customers by sources, with totals that add up both ways (C1). */
export function MatrixPage() {
  const { t } = useTranslation();
  const team = useTeam();
  const product = useProduct();
  const where = { teamId: team.id, productId: product.id };
  const search: ListSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const place = { team: team.id, product: product.id };
  const { q, f, after, before } = search;
  const sort: Sort = search.sort ?? '-net';
  const matrix = useQuery({
    queryKey: ['customers', where, 'matrix', { q, f, sort, after, before }],
    queryFn: ({ signal }) =>
      data(
        api.GET('/api/v1/teams/{teamId}/products/{productId}/value-matrix', {
          params: {
            path: where,
            query: { limit: 100, q, f, sort, after, before },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
  const page = matrix.data;
  const conditions = useConditions(where, true, f);
  // Another list begins at its beginning.
  const show = (change: ListSearch) =>
    void navigate({
      to: '.',
      search: (now: ListSearch) => ({ ...now, after: undefined, before: undefined, ...change }),
    });
  const heading = (column: string, text: string) => (
    <SortButton column={column} sort={sort} onSort={(order) => show({ sort: order })}>
      {text}
    </SortButton>
  );
  const [only, ...others] = page?.columns ?? [];
  return (
    <Page
      title={t('matrix.title')}
      context={product.name}
      action={
        page &&
        page.items.length > 0 && (
          <a className="button" href={fileAddress('value-matrix/export.csv', where, { q, f, sort })} download>
            {t('customers.export')}
          </a>
        )
      }
    >
      <div className={styles.bar}>
        <Filters
          conditions={conditions}
          onSet={(name, values) => show({ f: withValues(f, name, values) })}
        />
        {q && (
          <span className="chip">
            {q}
            <button
              type="button"
              className={styles.remove}
              aria-label={t('matrix.removeSearch')}
              onClick={() => show({ q: undefined })}
            >
              ×
            </button>
          </span>
        )}
      </div>
      {only && others.length === 0 && (
        <p className="muted">
          {t('matrix.oneSource', { source: only.name })}{' '}
          {may(product, 'import-customers') && (
            <Link to="/t/$team/p/$product/imports/new" params={place}>
              {t('matrix.secondSource')}
            </Link>
          )}
        </p>
      )}
      {matrix.isError ? (
        <ProblemNotice failure={matrix.error} retry={() => void matrix.refetch()} />
      ) : !page ? (
        <div className="sheet pad muted">{t('state.loading')}</div>
      ) : page.items.length === 0 ? (
        <NoCustomers
          q={q}
          conditions={conditions.filter((each) => each.values.length > 0)}
          canImport={may(product, 'import-customers')}
          onClear={() => show({ q: undefined, f: undefined })}
          onWithout={(name) =>
            show(name ? { f: withValues(f, name, []) } : { q: undefined })
          }
        />
      ) : (
        <div className={`sheet scroll ${matrix.isPlaceholderData ? styles.stale : ''}`}>
          <table className={`${styles.table} ${styles.pinned}`}>
            <thead>
              <tr>
                <th scope="col" aria-sort={ariaSort('name', sort)}>
                  {heading('name', t('customers.customer'))}
                </th>
                {page.columns.map((source) => (
                  <th scope="col" key={source.sourceId} className="number">
                    <span
                      className={styles.dot}
                      style={{ background: colourAt(placeOf(page.columns, source.sourceId)) }}
                      aria-hidden
                    />{' '}
                    {source.name}
                  </th>
                ))}
                <th scope="col" className="number" aria-sort={ariaSort('net', sort)}>
                  {heading('net', t('matrix.total'))}
                </th>
              </tr>
            </thead>
            <tbody>
              {page.totals && (
                <tr className={styles.totals}>
                  <th scope="row">
                    {t('matrix.all', {
                      count: page.totals.customers,
                      shown: count(page.totals.customers),
                    })}
                  </th>
                  {page.columns.map((source) => (
                    <td key={source.sourceId} className="number" data-label={source.name}>
                      {shown(
                        page.totals?.sources.find((each) => each.sourceId === source.sourceId)?.sum
                          .net,
                      )}
                    </td>
                  ))}
                  <td className="number" data-label={t('matrix.total')}>
                    {shown(page.totals.total.net)}
                  </td>
                </tr>
              )}
              {page.items.map((row) => (
                <tr key={row.id}>
                  <th scope="row">
                    <Link to="/t/$team/p/$product/customers" params={place} search={{ c: row.id }}>
                      {row.name ?? row.email}
                    </Link>
                  </th>
                  {page.columns.map((source) => (
                    <td key={source.sourceId} className="number" data-label={source.name}>
                      {shown(row.cells.find((each) => each.sourceId === source.sourceId)?.sum.net)}
                    </td>
                  ))}
                  <td className="number" data-label={t('matrix.total')}>
                    {shown(row.total.net)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <nav className={styles.pages} aria-label={t('customers.pages')}>
            <button
              type="button"
              disabled={!page.prev}
              onClick={() => show({ before: page.prev ?? undefined })}
            >
              {t('customers.prev')}
            </button>
            <button
              type="button"
              disabled={!page.next}
              onClick={() => show({ after: page.next ?? undefined })}
            >
              {t('customers.next')}
            </button>
          </nav>
        </div>
      )}
    </Page>
  );
}
