import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { useProduct, useTeam } from '../session/session';
import { count, money } from '../ui/format';
import { Page } from '../ui/Page';
import { ProblemNotice } from '../ui/problem';
import styles from './Customers.module.css';
import { fileAddress, type ListSearch } from './customers';

/** Customers by sources, with totals that add up both ways (C1). */
export function MatrixPage() {
  const { t } = useTranslation();
  const team = useTeam();
  const product = useProduct();
  const where = { teamId: team.id, productId: product.id };
  const search: ListSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const matrix = useQuery({
    queryKey: ['customers', where, 'matrix', search.after, search.before],
    queryFn: ({ signal }) =>
      data(
        api.GET('/api/v1/teams/{teamId}/products/{productId}/value-matrix', {
          params: {
            path: where,
            query: { limit: 100, after: search.after, before: search.before },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
  const page = matrix.data;
  const show = (change: ListSearch) => void navigate({ to: '.', search: change });
  return (
    <Page
      title={t('matrix.title')}
      context={product.name}
      action={
        page &&
        page.items.length > 0 && (
          <a className="button" href={fileAddress('value-matrix/export.csv', where, {})} download>
            {t('customers.export')}
          </a>
        )
      }
    >
      {matrix.isError ? (
        <ProblemNotice failure={matrix.error} retry={() => void matrix.refetch()} />
      ) : !page ? (
        <div className="sheet pad muted">{t('state.loading')}</div>
      ) : page.items.length === 0 ? (
        <div className="sheet pad">
          <p>{t('customers.none')}</p>
        </div>
      ) : (
        <div className="sheet scroll">
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('customers.customer')}</th>
                {page.columns.map((source) => (
                  <th scope="col" key={source.sourceId} className="number">
                    {source.name}
                  </th>
                ))}
                <th scope="col" className="number">
                  {t('matrix.total')}
                </th>
              </tr>
            </thead>
            <tbody>
              {page.totals && (
                <tr>
                  <th scope="row">
                    {t('matrix.all', {
                      count: page.totals.customers,
                      shown: count(page.totals.customers),
                    })}
                  </th>
                  {page.columns.map((source) => {
                    const column = page.totals?.sources.find((each) => each.sourceId === source.sourceId);
                    return (
                      <td key={source.sourceId} className="number">
                        <strong>{column ? money(column.sum.net) : '–'}</strong>
                      </td>
                    );
                  })}
                  <td className="number">
                    <strong>{money(page.totals.total.net)}</strong>
                  </td>
                </tr>
              )}
              {page.items.map((row) => (
                <tr key={row.id}>
                  <th scope="row">{row.name ?? row.email}</th>
                  {page.columns.map((source) => {
                    const cell = row.cells.find((each) => each.sourceId === source.sourceId);
                    return (
                      <td key={source.sourceId} className="number">
                        {cell ? money(cell.sum.net) : '–'}
                      </td>
                    );
                  })}
                  <td className="number">{money(row.total.net)}</td>
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
