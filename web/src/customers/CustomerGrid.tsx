import { useQueryClient } from '@tanstack/react-query';
import {
  type KeyboardEvent,
  type MouseEvent,
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
import {
  cellOf,
  choiceOf,
  choiceWithWidth,
  type Column,
  COLUMNS,
  CUSTOMER,
  withWidth,
} from './columns';
import { ColumnMenu } from './ColumnMenu';
import styles from './CustomerGrid.module.css';
import {
  type Customer,
  type ListSearch,
  listQuery,
  type MaskedCustomer,
  type Sort,
  type Where,
} from './customers';
import { cellAround, cellId, cellsOf, HEADINGS, type Place } from './gridCells';
import { GridHead } from './GridHead';
import { GridRow } from './GridRow';
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
import { barFor, moved, sideways, spacer } from './scrolling';
import { nextSort } from './SortHeader';

type Row = Customer | MaskedCustomer;

const HEAD = 44;
const WHO = 300;
const MARK = 44;
/** So many milliseconds without scrolling are rest. */
const REST = 150;
/** So many milliseconds after the bar was dragged it still says where it is. */
const SHOWN = 1_200;

interface Props {
  where: Where;
  search: ListSearch;
  sort: Sort;
  columns: Column[];
  /** How wide the customer's own column was made. */
  customerWidth?: number;
  /** How many customers the list has, about. */
  total: number;
  onSort: (sort: Sort) => void;
  onOpen: (id: string) => void;
  /** Closes the open customer's panel. */
  onClose: () => void;
  onFilter: (filter: string | undefined) => void;
  onColumns: (choice: string | undefined) => void;
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
  columns: asKept,
  customerWidth: keptWidth,
  total,
  onSort,
  onOpen,
  onClose,
  onFilter,
  onColumns,
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
  const [touched] = useState(() => window.matchMedia('(pointer: coarse)').matches);
  const ROW = !compact ? 48 : touched ? 44 : 36;
  const [height, setHeight] = useState(ROW);
  const id = useId();
  const [view, setView] = useState(600);
  const [offset, setOffset] = useState(0);
  const [win, setWin] = useState<RowWindow<Row> | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  /** Where the keys are, and who was there when it was last read. */
  const [active, setActive] = useState<(Place & { customer?: Row }) | null>(null);
  /** The heading whose menu is open. */
  const [menu, setMenu] = useState<{ at: number; heading: HTMLElement } | null>(null);
  const [dragged, setDragged] = useState(false);
  /** A column that is dragged wider, and the choice of columns in which it is. */
  const [sized, setSized] = useState<{ id: string; width: number; of: string | undefined } | null>(
    null,
  );
  /** What is said of a width that was changed. */
  const [said, setSaid] = useState('');
  /** Ended reads: one whose rows came too late to be shown is followed by another. */
  const [reads, setReads] = useState(0);
  const bar = useRef(0);
  const busy = useRef<object | null>(null);
  /** The row that was chosen last: Shift chooses from there. */
  const anchor = useRef<number | null>(null);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);

  // Shown as it is dragged until the choice is another: the address is so only a moment later.
  const choice = choiceOf(asKept, keptWidth);
  if (sized && sized.of !== choice) setSized(null);
  const columns = sized ? withWidth(asKept, sized.id, sized.width) : asKept;
  const customerWidth = sized?.id === CUSTOMER ? sized.width : keptWidth;
  const tellWidth = (id: string, width: number) => {
    const label = COLUMNS.find((each) => each.id === id)?.label ?? 'customers.customer';
    setSaid(t('customers.columnWidthNow', { column: t(label), width: count(width) }));
  };
  const size = (id: string, width: number, done: boolean) => {
    setSized({ id, width, of: choice });
    if (!done) return;
    onColumns(choiceWithWidth(asKept, keptWidth, id, width));
    tellWidth(id, width);
  };

  const { q, f } = search;
  const { teamId, productId } = where;
  const rows = win ? length(win, total) : total;
  // Rows of another height show the same part of the list.
  if (height !== ROW) {
    setHeight(ROW);
    setOffset((offset * ROW) / height);
  }
  // The row of the keys stays in the document wherever the reader looks, with whom it shows.
  const held = active && win ? rowAt(win, active.row) : undefined;
  if (held && held !== active?.customer) setActive((now) => now && { ...now, customer: held });
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
          anchor.current = null;
          setActive((now) => (now?.row === HEADINGS ? now : null));
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
          if (more.moved === 0) return;
          setOffset((now) => Math.max(now + more.moved * ROW, 0));
          setActive((now) => now && (now.row < 0 ? now : { ...now, row: now.row + more.moved }));
          if (anchor.current !== null) anchor.current += more.moved;
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
  useEffect(() => {
    if (!dragged) return undefined;
    const timer = setTimeout(() => setDragged(false), SHOWN);
    return () => clearTimeout(timer);
  }, [dragged, offset, win]);

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

  const who = selection ? 1 : 0;
  const width = columns.length + who;
  /** Where the keys are, or would begin. */
  const at: Place = {
    row: active?.row ?? first,
    column: Math.min(active?.column ?? who, width),
  };
  const cell = cellsOf(id, active && at);
  const heading = (column: number) =>
    document.getElementById(cellId(id, { row: HEADINGS, column }));
  const openMenu = (column: number) => {
    const element = heading(column);
    if (element) setMenu({ at: column, heading: element });
  };
  /** Moves the columns until one is seen beside those that stay. */
  const revealColumn = (column: number) => {
    const element = scroller.current;
    const wanted = heading(column)?.getBoundingClientRect();
    const pinned = heading(who)?.getBoundingClientRect();
    if (!element || !wanted || !pinned) return;
    const { left } = element.getBoundingClientRect();
    element.scrollLeft += sideways(wanted, {
      left: column <= who ? left : Math.max(left, pinned.right),
      right: left + element.clientWidth,
    });
  };
  const go = (row: number, column = at.column) => {
    const to = {
      row: Math.min(Math.max(row, HEADINGS), Math.max(rows - 1, 0)),
      column: Math.min(Math.max(column, 0), width),
    };
    setActive(to);
    if (to.row !== HEADINGS) reveal(to.row);
    revealColumn(to.column);
  };
  const focus = () => scroller.current?.focus({ preventScroll: true });
  // The keys go on from wherever something was clicked.
  const onClick = (event: MouseEvent) => {
    const clicked = cellAround(event.target);
    if (clicked) setActive(clicked);
  };
  // The closed panel had the focus, or its link had: it goes back to the row.
  const wasOpen = useRef(search.c);
  useEffect(() => {
    const closed = wasOpen.current && !search.c;
    wasOpen.current = search.c;
    if (closed && document.activeElement === document.body) focus();
  }, [search.c]);
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
    const from = placeOf(win, (row) => row.id === search.c) ?? Math.max(at.row, 0);
    go(from + by);
    const neighbour = rowAt(win, from + by);
    if (neighbour && by !== 0) onOpen(neighbour.id);
  });
  const headingKeys = (column: number): Record<string, (() => void) | undefined> => {
    if (column < who) return { ' ': () => chooseLoaded(!allLoadedChosen) };
    const order = column === who ? 'name' : columns[column - who - 1]?.sort;
    return {
      Enter: () => openMenu(column),
      ' ': order ? () => onSort(nextSort(order, sort)) : undefined,
    };
  };
  const chooseLoaded = (chosen: boolean) => selection?.toggle(loadedIds(), chosen);
  const onKey = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.altKey) return;
    const { row, column } = at;
    const page = Math.max(Math.floor(view / ROW) - 1, 1);
    const jump = event.ctrlKey || event.metaKey;
    const there = win ? rowAt(win, row) : undefined;
    const extending = event.shiftKey && row !== HEADINGS;
    // From the headings down to what is seen, wherever in the list that is.
    const below = row === HEADINGS ? first - 1 : row;
    const keys: Record<string, (() => void) | undefined> = {
      ArrowDown: () => (extending ? extend(row, 1) : go(below + (active ? 1 : 0))),
      ArrowUp: () => (extending ? extend(row, -1) : go(row - 1)),
      ArrowLeft: () => go(row, column - 1),
      ArrowRight: () => go(row, column + 1),
      Home: () => (jump ? go(0) : go(row, 0)),
      End: () => (jump ? go(rows - 1) : go(row, width)),
      // With Ctrl they belong to the screen reader.
      PageDown: jump ? undefined : () => go(below + page),
      PageUp: jump ? undefined : () => go(Math.max(row - page, 0)),
      Enter: there && (() => onOpen(there.id)),
      ' ': there && selection && (() => choose(row, !selection.has(there.id), false)),
      Escape: search.c === undefined ? undefined : onClose,
      // First what is loaded, again for all.
      a:
        jump && selection
          ? () => (allLoadedChosen ? selection.all() : chooseLoaded(true))
          : undefined,
      ...(row === HEADINGS && headingKeys(column)),
    };
    const act = keys[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  };

  const wide =
    (customerWidth ?? WHO) + (selection ? MARK : 0) + columns.reduce((sum, column) => sum + column.width, 0);
  const places = Array.from({ length: Math.max(last - first, 0) }, (_, seen) => first + seen);
  // The cell of the keys is there for screen readers, seen or not.
  if (active && at.row >= 0 && at.row < rows) {
    if (at.row < first) places.unshift(at.row);
    if (at.row >= last) places.push(at.row);
  }
  const top = win ? rowAt(win, first) : undefined;
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
        aria-colcount={width + 1}
        aria-multiselectable={selection ? true : undefined}
        aria-activedescendant={active ? cellId(id, at) : undefined}
        onScroll={onScroll}
        onKeyDown={onKey}
        onClick={onClick}
        // What is pressed in it does not take the focus away from it, and the keys with it.
        onFocus={(event) => event.target !== event.currentTarget && focus()}
        data-first={first}
        data-loaded={win ? loaded(win) : 0}
      >
        <div
          role="presentation"
          className={styles.list}
          style={{ height: spacer(measures) + HEAD, width: wide }}
        >
          <div role="rowgroup" className={styles.head}>
            <GridHead
              columns={columns}
              customerWidth={customerWidth}
              sort={sort}
              cell={cell}
              choosing={selection && { all: allLoadedChosen, onAll: chooseLoaded }}
              onSort={onSort}
              onMenu={openMenu}
              onWidth={size}
              onWidthLeft={() => setSized(null)}
            />
          </div>
          <div role="rowgroup" className={styles.body} style={{ height: view }}>
            {places.map((place) => {
              const customer =
                (win && rowAt(win, place)) ?? (place === at.row ? active?.customer : undefined);
              return (
                <GridRow
                  key={place}
                  place={place}
                  height={ROW}
                  // One that is not seen is drawn just out of sight, however far it is.
                  top={Math.min(Math.max(place * ROW - offset, -ROW), view)}
                  customer={customer}
                  open={customer !== undefined && customer.id === search.c}
                  chosen={selection && customer && selection.has(customer.id)}
                  edited={customer !== undefined && !!edited?.has(customer.id)}
                  columns={columns}
                  customerWidth={customerWidth}
                  cell={cell}
                  at={place === at.row ? at.column : who}
                  onChoose={(chosen, ranged) => choose(place, chosen, ranged)}
                  onOpen={onOpen}
                />
              );
            })}
          </div>
        </div>
      </div>
      {menu && (
        <ColumnMenu
          heading={menu.heading}
          where={where}
          column={columns[menu.at - who - 1]}
          columns={columns}
          customerWidth={customerWidth}
          sort={sort}
          filter={f}
          onSort={onSort}
          onFilter={onFilter}
          onColumns={onColumns}
          onWidth={(width) => tellWidth(columns[menu.at - who - 1]?.id ?? CUSTOMER, width)}
          onMoved={(by) => setActive({ row: HEADINGS, column: menu.at + by })}
          onClose={(back) => {
            setMenu(null);
            if (back) focus();
          }}
        />
      )}
      <p className="hidden" role="status">
        {said}
      </p>
      {dragged && (
        <div className={styles.bubble} aria-hidden>
          {t('customers.aboutRow', { row: count(first + 1) })}
          {top && <> · {valueOf(sort, top)}</>}
        </div>
      )}
    </div>
  );
}

/** What a list is in the order of. */
function valueOf(sort: Sort, customer: Row) {
  const by = sort.replace('-', '');
  const column = COLUMNS.find((each) => each.sort === by);
  return column ? cellOf(column, customer) : (customer.name ?? customer.email);
}
