import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { may, useProduct, useTeam } from '../session/session';
import { count, money } from '../ui/format';
import { Page } from '../ui/Page';
import { ProblemNotice } from '../ui/problem';
import { ColumnChooser } from './ColumnChooser';
import { cellOf, columnsOf } from './columns';
import { CustomerGrid } from './CustomerGrid';
import styles from './Customers.module.css';
import { CustomerPanel } from './CustomerPanel';
import { Filters } from './Filters';
import { countQuery, type Customer, customerQuery, type ListSearch, listQuery, type Sort, type Where } from './customers';
import { listMode, saveListMode, subscribeToListMode } from './listMode';
import { ariaSort, SortButton } from './SortHeader';
import { rememberList } from './views';
import { ViewTabs } from './ViewTabs';

/** All customers of a product: searched, filtered and sorted by the server, in one scroll or pages. */
export function CustomersPage() {
  const { t } = useTranslation();
  const team = useTeam();
  const product = useProduct();
  const where = { teamId: team.id, productId: product.id };
  const search: ListSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const mode = useSyncExternalStore(subscribeToListMode, listMode);
  const whole = may(product, 'view-customers');
  const usual: Sort = whole ? '-net' : 'created';
  const sort: Sort = search.sort ?? usual;
  // The one scroll reads for itself; its first page is the one that says whether there is any.
  const page = mode === 'pages' ? search : { ...search, after: undefined, before: undefined };
  const list = useQuery(listQuery(where, { ...page, sort }));
  const total = useQuery(countQuery(where, search));
  const columns = columnsOf(search.cols, whole);
  const detail = useQuery({
    ...customerQuery(where, search.c ?? ''),
    enabled: whole && search.c !== undefined,
  });
  const open = detail.data && 'summary' in detail.data ? (detail.data.summary as Customer) : undefined;

  const show = (change: ListSearch, replace = false) =>
    void navigate({
      to: '.',
      search: (before: ListSearch) => ({ ...before, ...change }),
      replace,
    });
  useEffect(() => rememberList(product.id, search), [product.id, search]);
  const restart = { after: undefined, before: undefined, c: undefined };
  const items = list.data?.items ?? [];
  const canImport = may(product, 'import-customers');

  return (
    <Page
      title={t('customers.title')}
      context={product.name}
      note={whole ? undefined : t('customers.maskedNote')}
      action={
        canImport && (
          <Link
            className="button primary"
            to="/t/$team/p/$product/imports/new"
            params={{ team: team.id, product: product.id }}
          >
            {t('imports.new')}
          </Link>
        )
      }
    >
      <ViewTabs
        where={where}
        search={search}
        usual={usual}
        whole={whole}
        onShow={(shown) => void navigate({ to: '.', search: shown as never })}
      />
      <div className={styles.bar}>
        <SearchBox value={search.q ?? ''} onSearch={(q) => show({ ...restart, q: q || undefined }, true)} />
        {whole && (
          <Filters
            where={where}
            filter={search.f}
            onFilter={(f) => show({ ...restart, f })}
          />
        )}
        <ColumnChooser
          choice={search.cols}
          whole={whole}
          onChoose={(cols) => show({ cols }, true)}
        />
        <label className="row">
          {t('customers.mode')}
          <select
            value={mode}
            onChange={(event) => {
              saveListMode(event.target.value === 'pages' ? 'pages' : 'scroll');
              show({ after: undefined, before: undefined }, true);
            }}
          >
            <option value="scroll">{t('customers.modeScroll')}</option>
            <option value="pages">{t('customers.modePages')}</option>
          </select>
        </label>
        <a
          className="button"
          href={exportAddress(where, { q: search.q, f: search.f, sort })}
          download
        >
          {t('customers.export')}
        </a>
        <span className={styles.count} role="status">
          {total.data &&
            t('customers.count', {
              count: total.data.count,
              shown: (total.data.approximate ? '≈ ' : '') + count(total.data.count),
            })}
          {total.data && 'net' in total.data && total.data.net && (
            <> · {money(total.data.net as { minor: string; currency: string })}</>
          )}
        </span>
      </div>
      {list.isError ? (
        <ProblemNotice failure={list.error} retry={() => void list.refetch()} />
      ) : list.isPending ? (
        <div className="sheet pad muted">{t('state.loading')}</div>
      ) : items.length === 0 ? (
        <div className="sheet pad stack">
          {search.q || search.f ? (
            <>
              <p>{t('customers.noMatch')}</p>
              <div className="row">
                <button type="button" onClick={() => show({ ...restart, q: undefined, f: undefined })}>
                  {t('customers.clear')}
                </button>
              </div>
            </>
          ) : (
            <p>{t('customers.none')}</p>
          )}
        </div>
      ) : (
        <div className={styles.split}>
          {mode === 'scroll' ? (
            <CustomerGrid
              where={where}
              search={search}
              sort={sort}
              columns={columns}
              total={total.data?.count ?? items.length}
              onSort={(s) => show({ ...restart, sort: s })}
              onOpen={(c) => show({ c })}
              changed={open}
            />
          ) : (
            <div className={`sheet scroll ${list.isPlaceholderData ? styles.stale : ''}`}>
              <table className={styles.table}>
                <caption className="hidden">{t('customers.title')}</caption>
                <thead>
                  <tr>
                    <th scope="col" aria-sort={ariaSort('name', sort)}>
                      <SortButton column="name" sort={sort} onSort={(s) => show({ ...restart, sort: s })}>
                        {t('customers.customer')}
                      </SortButton>
                    </th>
                    {columns.map((column) => (
                      <th
                        key={column.id}
                        scope="col"
                        className={column.number ? 'number' : undefined}
                        aria-sort={ariaSort(column.sort, sort)}
                      >
                        {column.sort ? (
                          <SortButton
                            column={column.sort}
                            sort={sort}
                            onSort={(s) => show({ ...restart, sort: s })}
                          >
                            {t(column.label)}
                          </SortButton>
                        ) : (
                          t(column.label)
                        )}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {items.map((customer) => (
                    <tr
                      key={customer.id}
                      className={customer.id === search.c ? styles.chosen : undefined}
                      aria-current={customer.id === search.c || undefined}
                    >
                      <th scope="row" className={styles.who}>
                        <Link
                          to="."
                          search={(before: ListSearch) => ({ ...before, c: customer.id })}
                        >
                          {customer.name ?? customer.email}
                        </Link>
                        <span className="muted">
                          {customer.name ? customer.email : customer.company}
                        </span>
                      </th>
                      {columns.map((column) => (
                        <td key={column.id} className={column.number ? 'number' : undefined}>
                          {cellOf(column, customer)}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
              <nav className={styles.pages} aria-label={t('customers.pages')}>
                <button
                  type="button"
                  disabled={!search.after && !search.before}
                  onClick={() => show(restart)}
                >
                  {t('customers.first')}
                </button>
                <button
                  type="button"
                  disabled={!list.data.prev}
                  onClick={() => show({ ...restart, before: list.data.prev ?? undefined })}
                >
                  {t('customers.prev')}
                </button>
                <span className="muted">
                  {'approxRank' in list.data && list.data.approxRank != null
                    ? t('customers.from', { rank: count(list.data.approxRank + 1) })
                    : ''}
                </span>
                <button
                  type="button"
                  disabled={!list.data.next}
                  onClick={() => show({ ...restart, after: list.data.next ?? undefined })}
                >
                  {t('customers.next')}
                </button>
              </nav>
            </div>
          )}
          {search.c && (
            <CustomerPanel
              where={where}
              customerId={search.c}
              product={product}
              onClose={() => show({ c: undefined })}
            />
          )}
        </div>
      )}
    </Page>
  );
}

/** Where the list is to be had as a file, in the language of the page. */
function exportAddress(where: Where, list: { q?: string; f?: string; sort: Sort }): string {
  const query = new URLSearchParams({ sort: list.sort, lang: document.documentElement.lang });
  if (list.q) query.set('q', list.q);
  if (list.f) query.set('f', list.f);
  return `/api/v1/teams/${where.teamId}/products/${where.productId}/customers/export.csv?${query}`;
}

/** Searches a moment after the last key. */
function SearchBox({ value, onSearch }: { value: string; onSearch: (q: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const search = (q: string, delay: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onSearch(q.trim()), delay);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    search(typed, 0);
  };
  return (
    <form role="search" onSubmit={submit}>
      <input
        type="search"
        aria-label={t('customers.search')}
        placeholder={t('customers.search')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          search(event.target.value, 250);
        }}
      />
    </form>
  );
}
