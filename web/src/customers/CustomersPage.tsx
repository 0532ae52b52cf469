import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listMode, singleKeys } from '../account/preferences';
import { isTyping } from '../frame/Keys';
import { useCommands } from '../palette/commands';
import { may, useProduct, useSession, useTeam } from '../session/session';
import { useChoice } from '../ui/choice';
import { count, money } from '../ui/format';
import { Page } from '../ui/Page';
import { ProblemNotice } from '../ui/problem';
import { BulkBar } from './BulkBar';
import { BulkJob } from './BulkJob';
import { ColumnChooser } from './ColumnChooser';
import { cellOf, columnsOf, customerWidth } from './columns';
import { CustomerGrid } from './CustomerGrid';
import styles from './Customers.module.css';
import { CustomerPanel } from './CustomerPanel';
import { Email } from './Email';
import { Filters } from './Filters';
import { countQuery, customerQuery, fileAddress, type ListSearch, listQuery, showInLists, type Sort } from './customers';
import { withValues } from './filter';
import { NoCustomers } from './NoCustomers';
import { EVERYBODY, has, NOBODY, type Selection, size, toggled } from './selection';
import { ariaSort, SortButton, SortStatus } from './SortHeader';
import { InSourceColours } from './SourceShares';
import { useConditions, useOrder } from './useConditions';
import { useListChanges } from './useListChanges';
import { rememberList } from './views';
import { ViewTabs } from './ViewTabs';

/** All customers of a product: searched, filtered and sorted by the server, in one scroll or pages. */
export function CustomersPage() {
  const team = useTeam();
  const product = useProduct();
  return (
    <InSourceColours
      where={{ teamId: team.id, productId: product.id }}
      whole={may(product, 'view-customers')}
    >
      <CustomerList />
    </InSourceColours>
  );
}

function CustomerList() {
  const { t } = useTranslation();
  const team = useTeam();
  const product = useProduct();
  const where = { teamId: team.id, productId: product.id };
  const search: ListSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const mode = useChoice(listMode);
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
  const open = detail.data && 'summary' in detail.data ? (detail.data.summary) : undefined;

  const show = (change: ListSearch, replace = false) =>
    void navigate({
      to: '.',
      search: (before: ListSearch) => ({ ...before, ...change }),
      replace,
    });
  const userId = useSession().user.id;
  // Only what was answered: whoever signed out in another tab leaves nothing behind.
  const answered = list.isSuccess && !list.isPlaceholderData;
  useEffect(() => {
    if (answered) rememberList(userId, product.id, search);
  }, [answered, userId, product.id, search]);
  const items = list.data?.items ?? [];
  // "All" means the list it was chosen in: in another list nobody is chosen, and the way back is offered.
  const shownList = { product: product.id, q: search.q, f: search.f };
  const [chosen, setChosen] = useState({ in: shownList, selection: NOBODY });
  const isChosenHere = chosen.in.q === search.q && chosen.in.f === search.f;
  const selection = chosen.in.product === product.id && isChosenHere ? chosen.selection : NOBODY;
  const dropped =
    chosen.in.product === product.id && !isChosenHere && size(chosen.selection, 1) > 0;
  const select = (next: Selection) => setChosen({ in: shownList, selection: next });
  const [job, setJob] = useKeptJob(product.id);
  const grid = useRef<((by: number) => void) | null>(null);
  const step = (by: number) => {
    if (mode === 'scroll') return grid.current?.(by);
    const next = items[items.findIndex((each) => each.id === search.c) + by];
    if (next) show({ c: next.id }, true);
  };
  const split = useRef<HTMLDivElement>(null);
  const close = () => {
    // Focus goes back to the row, the grid's active one or the link of the marked one, unless it is
    // with the keys elsewhere in the grid.
    if (document.activeElement?.getAttribute('role') !== 'grid') grid.current?.(0);
    split.current?.querySelector<HTMLElement>('[role=grid], [aria-current] a')?.focus();
    show({ c: undefined });
  };
  const onKey = (event: KeyboardEvent) => {
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { j: 1, k: -1 }[event.key];
    if (!by || !search.c || singleKeys.get() === 'off') return;
    event.preventDefault();
    step(by);
  };
  const selecting = may(product, 'change-in-bulk')
    ? {
        has: (id: string) => has(selection, id),
        toggle: (ids: string[], chosen: boolean) => select(toggled(selection, ids, chosen)),
        all: () => select(EVERYBODY),
      }
    : undefined;
  const { moved, edited, generation, refresh } = useListChanges(where, { ...page, sort });
  useEffect(() => {
    if (open) showInLists(queries, { teamId: team.id, productId: product.id }, open);
  }, [queries, team.id, product.id, open]);
  const top = { after: undefined, before: undefined };
  const restart = { ...top, c: undefined };
  const canImport = may(product, 'import-customers');
  const conditions = useConditions(where, whole, search.f);
  const order = useOrder(sort);
  const set = (name: string, values: string[]) =>
    show({ ...restart, ...(name === 'sort' ? { sort: undefined } : { f: withValues(search.f, name, values) }) });

  const file = fileAddress('customers/export.csv', where, { q: search.q, f: search.f, sort });
  const showAs = (next: 'scroll' | 'pages') => {
    listMode.set(next);
    show(top, true);
  };
  useCommands([
    { id: 'refresh', label: t('customers.refresh'), run: refresh },
    { id: 'export', label: t('customers.exportList'), run: () => download(file) },
    mode === 'scroll'
      ? { id: 'pages', label: t('customers.asPages'), run: () => showAs('pages') }
      : { id: 'scroll', label: t('customers.asScroll'), run: () => showAs('scroll') },
  ]);

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
        <SearchBox
          value={search.q ?? ''}
          onType={() => search.c && show({ c: undefined }, true)}
          onSearch={(q) => show({ ...top, q: q || undefined }, true)}
        />
        <Filters
          conditions={sort === usual ? conditions : [...conditions, order]}
          onSet={set}
        />
        {moved && (
          <button type="button" onClick={refresh}>
            {t('customers.moved')}
          </button>
        )}
      </div>
      <div className={styles.bar}>
        <span className={styles.count} role="status">
          {total.data &&
            t('customers.count', {
              count: total.data.count,
              shown: (total.data.approximate ? '≈ ' : '') + count(total.data.count),
            })}
          {total.data && 'net' in total.data && total.data.net && (
            <> · {money(total.data.net)}</>
          )}
        </span>
        <ColumnChooser
          choice={search.cols}
          whole={whole}
          onChoose={(cols) => show({ cols }, true)}
        />
        <label className="row">
          {t('customers.mode')}
          <select
            value={mode}
            onChange={(event) => showAs(event.target.value === 'pages' ? 'pages' : 'scroll')}
          >
            <option value="scroll">{t('customers.modeScroll')}</option>
            <option value="pages">{t('customers.modePages')}</option>
          </select>
        </label>
        <a
          className="button"
          href={file}
          download
        >
          {t('customers.export')}
        </a>
      </div>
      <SortStatus sort={sort} />
      {job && (
        <BulkJob
          key={job}
          where={where}
          bulkId={job}
          onChanged={refresh}
          onDismiss={() => setJob(null)}
        />
      )}
      {dropped && (
        <div className={`row ${styles.dropped}`} role="status">
          <span className="muted">{t('bulk.dropped')}</span>
          <button
            type="button"
            onClick={() => show({ ...restart, q: chosen.in.q, f: chosen.in.f })}
          >
            {t('bulk.restore')}
          </button>
          <button type="button" className="quiet" onClick={() => select(NOBODY)}>
            {t('bulk.dismiss')}
          </button>
        </div>
      )}
      {selecting && (
        <BulkBar
          where={where}
          search={search}
          selection={selection}
          total={total.data?.count ?? items.length}
          onSelect={select}
          onStarted={(change) => setJob(change.id)}
        />
      )}
      {list.isError ? (
        <ProblemNotice failure={list.error} retry={() => void list.refetch()} />
      ) : list.isPending ? (
        <div className="sheet pad muted">{t('state.loading')}</div>
      ) : items.length === 0 ? (
        <NoCustomers
          q={search.q}
          conditions={conditions.filter((each) => each.values.length > 0)}
          canImport={canImport}
          onClear={() => show({ ...restart, q: undefined, f: undefined })}
          onWithout={(name) => (name ? set(name, []) : show({ ...restart, q: undefined }))}
        />
      ) : (
        // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of the list within
        <div ref={split} className={styles.split} onKeyDown={onKey}>
          {mode === 'scroll' ? (
            <CustomerGrid
              where={where}
              search={search}
              sort={sort}
              columns={columns}
              customerWidth={customerWidth(search.cols)}
              total={total.data?.count ?? items.length}
              onSort={(s) => show({ ...restart, sort: s })}
              onOpen={(c) => show({ c })}
              onClose={close}
              onFilter={(f) => show({ ...restart, f })}
              onColumns={(cols) => show({ cols }, true)}
              changed={open}
              selection={selecting}
              stepper={grid}
              generation={generation}
              edited={edited}
            />
          ) : (
            <div className={`sheet scroll ${list.isPlaceholderData ? styles.stale : ''}`}>
              <table className={styles.table} role="table">
                <caption className="hidden">{t('customers.title')}</caption>
                <thead>
                  <tr>
                    {selecting && (
                      <th scope="col">
                        <input
                          type="checkbox"
                          aria-label={t('customers.selectLoaded')}
                          checked={items.every((each) => selecting.has(each.id))}
                          onChange={(event) =>
                            selecting.toggle(
                              items.map((each) => each.id),
                              event.target.checked,
                            )
                          }
                        />
                      </th>
                    )}
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
                      role="row"
                      key={customer.id}
                      className={customer.id === search.c ? styles.chosen : undefined}
                      aria-current={customer.id === search.c || undefined}
                    >
                      {selecting && (
                        <td role="cell">
                          <input
                            type="checkbox"
                            aria-label={t('customers.select', {
                              who: customer.name ?? customer.email,
                            })}
                            checked={selecting.has(customer.id)}
                            onChange={(event) =>
                              selecting.toggle([customer.id], event.target.checked)
                            }
                          />
                        </td>
                      )}
                      <th scope="row" role="rowheader" className={styles.who}>
                        <Link
                          to="."
                          search={(before: ListSearch) => ({ ...before, c: customer.id })}
                        >
                          {customer.name ?? customer.email}
                        </Link>
                        <span className="muted">
                          {edited.has(customer.id) && `${t('customers.edited')} · `}
                          {customer.name ? <Email of={customer} /> : customer.company}
                        </span>
                      </th>
                      {columns.map((column) => (
                        <td
                          key={column.id}
                          role="cell"
                          className={column.number ? 'number' : undefined}
                          data-label={t(column.label)}
                        >
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
              onClose={close}
            />
          )}
        </div>
      )}
    </Page>
  );
}

const JOB = 'kundenwert.bulk.';

/** As a press on a link does: a refusal does not take the application's place. */
function download(address: string) {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}

/** The change of many customers that is looked at: there again after a reload of the page. */
function useKeptJob(productId: string): [string | null, (id: string | null) => void] {
  const [job, setJob] = useState(() => sessionStorage.getItem(JOB + productId));
  useEffect(() => setJob(sessionStorage.getItem(JOB + productId)), [productId]);
  const keep = (id: string | null) => {
    if (id) sessionStorage.setItem(JOB + productId, id);
    else sessionStorage.removeItem(JOB + productId);
    setJob(id);
  };
  return [job, keep];
}

/**
 * Searches a moment after the last key. Typing is told at once: a customer who is opened in that
 * moment belongs to the new list and stays open.
 */
function SearchBox({
  value,
  onType,
  onSearch,
}: {
  value: string;
  onType: () => void;
  onSearch: (q: string) => void;
}) {
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
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== '/' || isTyping(event.target) || singleKeys.get() === 'off') return;
      event.preventDefault();
      box.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <form role="search" onSubmit={submit}>
      <input
        ref={box}
        type="search"
        aria-label={t('customers.search')}
        placeholder={t('customers.search')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          onType();
          search(event.target.value, 250);
        }}
      />
    </form>
  );
}
