import { useQueryClient } from '@tanstack/react-query';
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useEffectEvent,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { density } from '../account/preferences';
import { useChoice } from '../ui/choice';
import { count } from '../ui/format';
import { ProblemNotice } from '../ui/problem';
import { cellOf, type Column } from './columns';
import styles from './CustomerGrid.module.css';
import {
  type Customer,
  type ListSearch,
  listQuery,
  type MaskedCustomer,
  type Sort,
  type Where,
} from './customers';
import {
  appended,
  length,
  loaded,
  missing,
  nextOf,
  opened,
  placeOf,
  prepended,
  prevOf,
  rowAt,
  type RowWindow,
} from './rowWindow';
import { barFor, moved, spacer } from './scrolling';
import { Email } from './Email';
import { ariaSort, SortButton } from './SortHeader';

type Row = Customer | MaskedCustomer;

const HEAD = 40;
const WHO = 280;
const MARK = 44;
/** So many milliseconds without scrolling are rest. */
const REST = 150;

interface Props {
  where: Where;
  search: ListSearch;
  sort: Sort;
  columns: Column[];
  /** How many customers the list has, about. */
  total: number;
  onSort: (sort: Sort) => void;
  onOpen: (id: string) => void;
  /** The customer whose panel is open, as they are now. */
  changed?: Customer;
  /** Selection, where the reader may act on customers. */
  selection?: {
    has: (id: string) => boolean;
    toggle: (ids: string[], chosen: boolean) => void;
    all: () => void;
  };
  /** Grows when many customers have changed at once. */
  generation?: number;
  /** Whom the reader has changed since the list was read. */
  edited?: ReadonlySet<string>;
  /** Takes how to go from the open customer to the next ones. */
  stepper?: Ref<(by: number) => void>;
}

/**
 * The whole list in one scroll, a million rows and more: only what is seen is in the document, and
 * at most 1,500 rows in memory. Keys as in a spreadsheet, one stop for Tab.
 */
export function CustomerGrid({
  where,
  search,
  sort,
  columns,
  total,
  onSort,
  onOpen,
  changed,
  selection,
  stepper,
  generation = 0,
  edited,
}: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const scroller = useRef<HTMLDivElement>(null);
  const compact = useChoice(density) === 'compact';
  const ROW = compact ? 36 : 48;
  const id = useId();
  const [view, setView] = useState(600);
  const [offset, setOffset] = useState(0);
  const [win, setWin] = useState<RowWindow<Row> | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [active, setActive] = useState<{ row: number; column: number } | null>(null);
  const [dragged, setDragged] = useState(false);
  /** Ended reads: one whose rows came too late to be shown is followed by another. */
  const [reads, setReads] = useState(0);
  const bar = useRef(0);
  const busy = useRef<object | null>(null);
  /** The row that was chosen last: Shift chooses from there. */
  const anchor = useRef<number | null>(null);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);

  const { q, f } = search;
  const { teamId, productId } = where;
  const rows = win ? length(win, total) : total;
  const measures = useMemo(() => ({ list: rows * ROW, view }), [rows, ROW, view]);

  const read = useCallback(
    (cursor: { after?: string; before?: string }) =>
      queries
        .fetchQuery({ ...listQuery({ teamId, productId }, { q, f, sort, ...cursor }), staleTime: 10_000 })
        .then((page) => ({
          rows: page.items as Row[],
          prev: page.prev ?? null,
          next: page.next ?? null,
        })),
    [queries, teamId, productId, q, f, sort],
  );

  // A failed read is tried again when the reader moves or asks for it.
  // An answer that comes when another list is shown is dropped.
  const attempt = useCallback(async <T,>(work: () => Promise<T>, show: (result: T) => void) => {
    if (busy.current) return;
    const mine = {};
    busy.current = mine;
    try {
      const result = await work();
      if (busy.current !== mine) return;
      setFailure(null);
      show(result);
    } catch (problem) {
      if (busy.current === mine) setFailure(problem);
    } finally {
      if (busy.current === mine) {
        busy.current = null;
        setReads((now) => now + 1);
      }
    }
  }, []);

  /** The page at a fraction of the list. */
  const readAt = async (fraction: number) => {
    const jump = await data(
      api.GET('/api/v1/teams/{teamId}/products/{productId}/customers/seek', {
        params: { path: where, query: { q, f, sort, fraction: Math.min(Math.max(fraction, 0), 1) } },
      }),
    );
    return { jump, page: await read({ after: jump.after }) };
  };

  const begin = useCallback(
    () =>
      attempt(
        () => read({}),
        (page) => {
          setWin(opened(page, 0));
          setOffset(0);
          setActive(null);
        },
      ),
    [attempt, read],
  );
  // Another search or order is another list; its first page comes before the old one goes.
  useEffect(() => {
    busy.current = null;
    void begin();
  }, [begin]);

  // What the reader changed beside the list is shown in its row, which stays where it is.
  useEffect(() => {
    if (!changed) return;
    setWin(
      (now) =>
        now && {
          ...now,
          pages: now.pages.map((page) => ({
            ...page,
            rows: page.rows.map((row) => (row.id === changed.id ? changed : row)),
          })),
        },
    );
  }, [changed]);

  const first = Math.floor(offset / ROW);
  const last = Math.min(Math.ceil((offset + view) / ROW), rows);

  const jumped = ({ jump, page }: Awaited<ReturnType<typeof readAt>>) =>
    setWin(opened(page, jump.after ? first : 0));

  // Many have changed at once: what is seen is read again, where it is.
  const again = useEffectEvent(() => {
    busy.current = null;
    void (first < 100
      ? attempt(
          () => read({}),
          (page) => setWin(opened(page, 0)),
        )
      : attempt(() => readAt(first / rows), jumped));
  });
  useEffect(() => {
    if (generation > 0) again();
  }, [generation]);

  // Whatever is missing for what is seen is read; a jump waits until the reader rests.
  const jump = useEffectEvent(() => void attempt(() => readAt(first / rows), jumped));
  const lacking = win && !failure ? missing(win, first, last) : null;
  useEffect(() => {
    if (!win || !lacking) return;
    if (lacking === 'next') {
      void attempt(
        () => read({ after: nextOf(win) ?? undefined }),
        (page) => setWin((now) => (now === win ? appended(now, page) : now)),
      );
    } else if (lacking === 'prev') {
      void attempt(
        () => read({ before: prevOf(win) ?? undefined }),
        (page) => {
          const more = prepended(win, page);
          setWin((now) => (now === win ? more.window : now));
          if (more.moved !== 0) setOffset((now) => Math.max(now + more.moved * ROW, 0));
        },
      );
    } else {
      const timer = setTimeout(() => jump(), REST);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [win, lacking, first, reads, attempt, read, ROW]);

  // A list that has become shorter is not looked at behind its end.
  const lowest = Math.max(measures.list - view, 0);
  useEffect(() => setOffset((now) => Math.min(now, lowest)), [lowest]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setView(Math.max(element.clientHeight - HEAD, ROW)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [ROW]);

  // At rest the bar is put where the place in the list belongs.
  const settle = useCallback(() => {
    setDragged(false);
    const element = scroller.current;
    if (!element) return;
    const wanted = barFor(offset, measures);
    if (Math.abs(element.scrollTop - wanted) > 1) {
      bar.current = wanted;
      element.scrollTop = wanted;
    }
  }, [offset, measures]);
  useEffect(() => {
    clearTimeout(rest.current);
    rest.current = setTimeout(settle, REST);
    return () => clearTimeout(rest.current);
  }, [settle]);

  const onScroll = () => {
    const to = scroller.current?.scrollTop ?? 0;
    const from = bar.current;
    if (to === from) return;
    bar.current = to;
    if (Math.abs(to - from) > 3 * view) setDragged(true);
    setOffset((now) => moved(now, from, to, measures));
  };

  const reveal = (row: number) => {
    setOffset((now) => {
      const top = row * ROW;
      const to = top < now ? top : top + ROW > now + view ? top + ROW - view : now;
      return Math.min(Math.max(to, 0), Math.max(measures.list - view, 0));
    });
  };

  const width = columns.length;
  const go = (row: number, column = active?.column ?? 0) => {
    const to = Math.min(Math.max(row, 0), Math.max(rows - 1, 0));
    setActive({ row: to, column: Math.min(Math.max(column, 0), width) });
    reveal(to);
  };
  const loadedIds = () => win?.pages.flatMap((page) => page.rows.map((row) => row.id)) ?? [];
  const allLoadedChosen =
    !!selection && !!win && loaded(win) > 0 && loadedIds().every((each) => selection.has(each));
  /** Chooses a row, or with Shift all loaded ones from the row that was chosen last. */
  const choose = (row: number, chosen: boolean, ranged: boolean) => {
    if (!selection || !win) return;
    const from = ranged && anchor.current !== null ? anchor.current : row;
    const ids: string[] = [];
    for (let place = Math.min(from, row); place <= Math.max(from, row); place++) {
      const there = rowAt(win, place);
      if (there) ids.push(there.id);
    }
    anchor.current = row;
    selection.toggle(ids, chosen);
  };
  const extend = (row: number, by: number) => {
    if (!selection || !win) return;
    if (anchor.current === null) choose(row, true, false);
    const to = Math.min(Math.max(row + by, 0), Math.max(rows - 1, 0));
    choose(to, true, true);
    go(to);
  };
  // From the open customer, or from where the keys are if that one is not loaded any more.
  useImperativeHandle(stepper, () => (by: number) => {
    if (!win) return;
    const from = placeOf(win, (row) => row.id === search.c) ?? active?.row ?? first;
    go(from + by);
    const neighbour = rowAt(win, from + by);
    if (neighbour && by !== 0) onOpen(neighbour.id);
  });
  const onKey = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.altKey) return;
    const row = active?.row ?? first;
    const column = active?.column ?? 0;
    const page = Math.max(Math.floor(view / ROW) - 1, 1);
    const jump = event.ctrlKey || event.metaKey;
    const row_ = win ? rowAt(win, row) : undefined;
    const keys: Record<string, (() => void) | undefined> = {
      ArrowDown: () => (event.shiftKey ? extend(row, 1) : go(row + (active ? 1 : 0))),
      ArrowUp: () => (event.shiftKey ? extend(row, -1) : go(row - 1)),
      ArrowLeft: () => go(row, column - 1),
      ArrowRight: () => go(row, column + 1),
      Home: () => (jump ? go(0) : go(row, 0)),
      End: () => (jump ? go(rows - 1) : go(row, width)),
      // With Ctrl they belong to the screen reader.
      PageDown: jump ? undefined : () => go(row + page),
      PageUp: jump ? undefined : () => go(row - page),
      Enter: row_ && (() => onOpen(row_.id)),
      ' ': row_ && selection && (() => choose(row, !selection.has(row_.id), false)),
      // First what is loaded, again for all.
      a:
        jump && selection
          ? () => (allLoadedChosen ? selection.all() : selection.toggle(loadedIds(), true))
          : undefined,
    };
    const act = keys[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  };

  const drawn: ReactNode[] = [];
  for (let place = first; place < last; place++) {
    const customer = win ? rowAt(win, place) : undefined;
    const chosen = customer && selection?.has(customer.id);
    const here = (column: number) =>
      active?.row === place && active.column === column
        ? { id: `${id}-active`, 'data-active': true }
        : {};
    drawn.push(
      // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the grid has the focus and the keys
      <div
        key={place}
        role="row"
        aria-rowindex={place + 2}
        aria-selected={selection ? !!chosen : undefined}
        className={styles.row}
        data-open={customer && customer.id === search.c ? true : undefined}
        data-chosen={chosen || undefined}
        style={{ height: ROW, transform: `translateY(${place * ROW - offset}px)` }}
        onClick={() => setActive({ row: place, column: 0 })}
      >
        {customer ? (
          <>
            {selection && (
              <span role="gridcell" className={styles.mark}>
                <input
                  type="checkbox"
                  tabIndex={-1}
                  aria-label={t('customers.select', { who: customer.name ?? customer.email })}
                  checked={!!chosen}
                  onChange={(event) =>
                    choose(
                      place,
                      event.target.checked,
                      (event.nativeEvent as MouseEvent).shiftKey === true,
                    )
                  }
                />
              </span>
            )}
            <span role="rowheader" className={styles.who} {...here(0)}>
              <a
                href={`?c=${customer.id}`}
                tabIndex={-1}
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey) return;
                  event.preventDefault();
                  onOpen(customer.id);
                }}
              >
                {customer.name ?? customer.email}
              </a>
              <span className="muted">
                {edited?.has(customer.id) && `${t('customers.edited')} · `}
                {customer.name ? <Email of={customer} /> : customer.company}
              </span>
            </span>
            {columns.map((column, at) => (
              <span
                key={column.id}
                role="gridcell"
                className={column.number ? `${styles.cell} number` : styles.cell}
                style={{ width: column.width }}
                {...here(at + 1)}
              >
                {cellOf(column, customer)}
              </span>
            ))}
          </>
        ) : (
          <span role="gridcell" className={styles.skeleton} aria-label={t('state.loading')} />
        )}
      </div>,
    );
  }
  const wide =
    WHO + (selection ? MARK : 0) + columns.reduce((sum, column) => sum + column.width, 0);
  return (
    <div className={styles.frame}>
      {failure !== null && (
        <ProblemNotice
          failure={failure}
          retry={() => {
            setFailure(null);
            if (!win) void begin();
          }}
        />
      )}
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        className={`sheet ${styles.grid} ${compact ? styles.compact : ''}`}
        aria-label={t('customers.title')}
        aria-rowcount={rows + 1}
        aria-colcount={columns.length + (selection ? 2 : 1)}
        aria-multiselectable={selection ? true : undefined}
        aria-activedescendant={
          active && active.row >= first && active.row < last ? `${id}-active` : undefined
        }
        onScroll={onScroll}
        onKeyDown={onKey}
        data-first={first}
        data-loaded={win ? loaded(win) : 0}
      >
        <div role="presentation" style={{ height: spacer(measures) + HEAD, width: wide }}>
          <div role="rowgroup" className={styles.head} style={{ width: wide }}>
            <div role="row" aria-rowindex={1} className={styles.headRow}>
              {selection && (
                <span role="columnheader" className={styles.mark}>
                  <input
                    type="checkbox"
                    aria-label={t('customers.selectLoaded')}
                    checked={allLoadedChosen}
                    onChange={(event) => selection.toggle(loadedIds(), event.target.checked)}
                  />
                </span>
              )}
              <span role="columnheader" className={styles.who} aria-sort={ariaSort('name', sort)}>
                <SortButton column="name" sort={sort} onSort={onSort}>
                  {t('customers.customer')}
                </SortButton>
              </span>
              {columns.map((column) => (
                <span
                  key={column.id}
                  role="columnheader"
                  aria-sort={ariaSort(column.sort, sort)}
                  className={column.number ? `${styles.cell} number` : styles.cell}
                  style={{ width: column.width }}
                >
                  {column.sort ? (
                    <SortButton column={column.sort} sort={sort} onSort={onSort}>
                      {t(column.label)}
                    </SortButton>
                  ) : (
                    t(column.label)
                  )}
                </span>
              ))}
            </div>
          </div>
          <div role="rowgroup" className={styles.body} style={{ height: view }}>
            {drawn}
          </div>
        </div>
      </div>
      {dragged && (
        <div className={styles.bubble} aria-hidden>
          {t('customers.aboutRow', { row: count(first + 1) })}
        </div>
      )}
    </div>
  );
}
