import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { may, useProduct, useTeam } from '../session/session';
import { count, day, money } from '../ui/format';
import { Page } from '../ui/Page';
import { ProblemNotice } from '../ui/problem';
import styles from './Customers.module.css';
import { CustomerPanel } from './CustomerPanel';
import { countQuery, isWhole, type ListSearch, listQuery, type Sort } from './customers';
import { Priority } from './Priority';

const PRIORITIES = ['high', 'medium', 'low'] as const;

/** All customers of a product: searched, filtered and sorted by the server, a page at a time. */
export function CustomersPage() {
  const { t } = useTranslation();
  const team = useTeam();
  const product = useProduct();
  const where = { teamId: team.id, productId: product.id };
  const search: ListSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const list = useQuery(listQuery(where, search));
  const total = useQuery(countQuery(where, search));
  const whole = may(product, 'view-customers');
  const sort: Sort = search.sort ?? (whole ? '-net' : 'created');

  const show = (change: ListSearch, replace = false) =>
    void navigate({
      to: '.',
      search: (before: ListSearch) => ({ ...before, ...change }),
      replace,
    });
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
      <div className={styles.bar}>
        <SearchBox value={search.q ?? ''} onSearch={(q) => show({ ...restart, q: q || undefined }, true)} />
        {whole && (
          <label className="row">
            {t('customers.priority')}
            <select
              value={search.f?.startsWith('priority:') ? search.f.slice('priority:'.length) : ''}
              onChange={(event) =>
                show({
                  ...restart,
                  f: event.target.value ? `priority:${event.target.value}` : undefined,
                })
              }
            >
              <option value="">{t('customers.anyPriority')}</option>
              {PRIORITIES.map((priority) => (
                <option key={priority} value={priority}>
                  {t(`priority.${priority}`)}
                </option>
              ))}
            </select>
          </label>
        )}
        {search.f?.startsWith('import:') && (
          <span className="chip">
            {t('customers.ofImport')}
            <button
              type="button"
              className={styles.remove}
              aria-label={t('customers.removeFilter')}
              onClick={() => show({ ...restart, f: undefined })}
            >
              ×
            </button>
          </span>
        )}
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
          <div className={`sheet scroll ${list.isPlaceholderData ? styles.stale : ''}`}>
            <table className={styles.table}>
              <caption className="hidden">{t('customers.title')}</caption>
              <thead>
                <tr>
                  <SortHeader column="name" sort={sort} onSort={(s) => show({ ...restart, sort: s })}>
                    {t('customers.customer')}
                  </SortHeader>
                  {whole && (
                    <>
                      <th scope="col">{t('customers.priority')}</th>
                      <SortHeader number column="net" sort={sort} onSort={(s) => show({ ...restart, sort: s })}>
                        {t('customers.net')}
                      </SortHeader>
                      <SortHeader number column="monthly" sort={sort} onSort={(s) => show({ ...restart, sort: s })}>
                        {t('customers.monthly')}
                      </SortHeader>
                      <th scope="col">{t('customers.sources')}</th>
                      <SortHeader column="lastPayment" sort={sort} onSort={(s) => show({ ...restart, sort: s })}>
                        {t('customers.lastPayment')}
                      </SortHeader>
                    </>
                  )}
                  <th scope="col">{t('customers.country')}</th>
                  <th scope="col">{t('customers.tags')}</th>
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
                      <span className="muted">{customer.name ? customer.email : customer.company}</span>
                    </th>
                    {whole && isWhole(customer) && (
                      <>
                        <td>
                          <Priority of={customer.priority} />
                        </td>
                        <td className="number">{money(customer.net)}</td>
                        <td className="number">{customer.monthly ? money(customer.monthly) : '–'}</td>
                        <td>{customer.sources.map((source) => source.name).join(', ')}</td>
                        <td>{customer.lastPaymentOn ? day(customer.lastPaymentOn) : '–'}</td>
                      </>
                    )}
                    <td>{customer.country ?? ''}</td>
                    <td>
                      {customer.tags.map((tag) => (
                        <span key={tag} className="chip">
                          {tag}
                        </span>
                      ))}
                    </td>
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

interface SortHeaderProps {
  column: string;
  sort: Sort;
  onSort: (sort: Sort) => void;
  number?: boolean;
  children: string;
}

/** A heading that sorts: the first press brings the greatest on top, the second the smallest. */
function SortHeader({ column, sort, onSort, number = false, children }: SortHeaderProps) {
  const down = sort === `-${column}`;
  const up = sort === column;
  const nextSort = (column === 'name' ? (up ? '-name' : 'name') : down ? column : `-${column}`) as Sort;
  return (
    <th
      scope="col"
      className={number ? 'number' : undefined}
      aria-sort={down ? 'descending' : up ? 'ascending' : undefined}
    >
      <button type="button" className={styles.sort} onClick={() => onSort(nextSort)}>
        {children}
        <span aria-hidden>{down ? ' ↓' : up ? ' ↑' : ''}</span>
      </button>
    </th>
  );
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
