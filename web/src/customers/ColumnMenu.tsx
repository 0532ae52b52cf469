import { type KeyboardEvent, useEffectEvent, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import {
  boundedWidth,
  choiceOf,
  choiceWithWidth,
  type Column,
  CUSTOMER,
  usualWidth,
  withMoved,
} from './columns';
import styles from './ColumnMenu.module.css';
import type { Sort, Where } from './customers';
import { withValues } from './filter';
import { useConditions } from './useConditions';

interface Props {
  where: Where;
  /** The heading that the menu belongs to. */
  heading: HTMLElement;
  /** The column, of those that are shown; absent for the customer's own, which stays first. */
  column?: Column;
  columns: Column[];
  /** How wide the customer's own was made. */
  customerWidth: number | undefined;
  sort: Sort;
  filter: string | undefined;
  onSort: (sort: Sort) => void;
  onFilter: (filter: string | undefined) => void;
  onColumns: (choice: string | undefined) => void;
  /** The column moves by so many places. */
  onMoved: (by: number) => void;
  /** The column has become so wide. */
  onWidth: (width: number) => void;
  /** Back: the focus was in the menu, and goes where it came from. */
  onClose: (back: boolean) => void;
}

/** So many pixels a column becomes wider or narrower by an entry. */
const STEP = 40;

interface Entry {
  label: string;
  /** Whether it holds now, of entries of which one holds. */
  checked?: boolean;
  /** Whether it can be chosen again at once: the menu stays open. */
  stays?: boolean;
  /** Whether there is nothing more to do by it. */
  off?: boolean;
  act: () => void;
}

/** What can be done with a column: sort and filter by it, move it, make it wider, hide it. */
export function ColumnMenu(props: Props) {
  const { where, heading, column, columns, customerWidth, sort, filter, onClose } = props;
  const { t } = useTranslation();
  const menu = useRef<HTMLDivElement>(null);
  const by = column ? column.sort : 'name';
  const condition = column?.filter;
  const ofValues = condition === 'priority' || condition === 'source';
  const { options = [], values: chosen = [] } =
    useConditions(where, ofValues, filter).find((each) => each.name === condition) ?? {};
  const filterBy = (value: string | null) => () =>
    condition && props.onFilter(withValues(filter, condition, value === null ? [] : [value]));
  const orders: Entry[] = (by ? [by, `-${by}`] : []).map((order) => ({
    label: t(order === by ? 'customers.sortUp' : 'customers.sortDown'),
    checked: sort === order,
    act: () => props.onSort(order as Sort),
  }));
  const filters: Entry[] = [
    ...(options.length > 0
      ? [
          {
            label: t(ofValues ? 'customers.anyPriority' : 'customers.anyPeriod'),
            checked: chosen.length === 0,
            act: filterBy(null),
          },
        ]
      : []),
    ...options.map(({ value, label }) => ({
      label,
      checked: chosen.length === 1 && chosen[0] === value,
      act: filterBy(value),
    })),
  ];
  const place = column ? columns.indexOf(column) : -1;
  const move = (label: string, to: number): Entry[] =>
    column && to >= 0 && to < columns.length
      ? [
          {
            label,
            act: () => {
              props.onColumns(choiceOf(withMoved(columns, place, to - place), customerWidth));
              props.onMoved(to - place);
            },
          },
        ]
      : [];
  const places: Entry[] = [
    ...move(t('customers.columnLeft'), place - 1),
    ...move(t('customers.columnRight'), place + 1),
  ];
  if (column && columns.length > 1) {
    places.push({
      label: t('customers.columnHide'),
      act: () => props.onColumns(choiceOf(columns.filter((each) => each !== column), customerWidth)),
    });
  }
  // The customer's own is as wide as there is room for until somebody says how wide.
  const id = column?.id ?? CUSTOMER;
  const chosenWidth = column ? column.width : customerWidth;
  const isUsual = chosenWidth === usualWidth(id);
  const wider = (label: string, by: number): Entry => {
    const width = chosenWidth ?? heading.getBoundingClientRect().width;
    const to = boundedWidth(width + by);
    return {
      label,
      stays: true,
      off: to === width,
      act: () => {
        props.onColumns(choiceWithWidth(columns, customerWidth, id, to));
        props.onWidth(to);
      },
    };
  };
  const widths: Entry[] = [
    wider(t('customers.columnWider'), STEP),
    wider(t('customers.columnNarrower'), -STEP),
  ];
  if (!isUsual) {
    widths.push({
      label: t('customers.columnWidthReset'),
      act: () => props.onColumns(choiceWithWidth(columns, customerWidth, id, undefined)),
    });
  }

  const close = useEffectEvent(() => onClose(true));
  useLayoutEffect(() => {
    const element = menu.current;
    if (!element) return undefined;
    // It hangs on the heading, also when the page is scrolled or what stands above it grows.
    const place = () => {
      const below = heading.getBoundingClientRect();
      const { clientWidth, clientHeight } = document.documentElement;
      element.style.left = `${Math.max(Math.min(below.left, clientWidth - element.offsetWidth - 8), 8)}px`;
      element.style.top = `${below.bottom}px`;
      element.style.maxHeight = `${clientHeight - below.bottom - 8}px`;
      if (below.bottom < 0 || below.bottom > clientHeight) close();
    };
    const scrolled = (event: Event) => {
      if (!element.contains(event.target as Node)) place();
    };
    element.showPopover();
    place();
    element.querySelector('button')?.focus();
    window.addEventListener('scroll', scrolled, { capture: true });
    return () => window.removeEventListener('scroll', scrolled, { capture: true });
  }, [heading]);

  const onKey = (event: KeyboardEvent) => {
    // The list's own keys are not meant while the menu is open.
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
    const entries = [...(menu.current?.querySelectorAll('button') ?? [])];
    const at = entries.findIndex((entry) => entry === document.activeElement);
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: -1,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      entries.at(to % entries.length)?.focus();
    }
    if (event.key === 'Escape' || event.key === 'Tab') {
      // Tab goes on from the grid.
      onClose(true);
    }
  };
  const groups: [string, Entry[]][] = [
    [t('customers.sortBy'), orders],
    [t('customers.filterBy'), filters],
    [t('customers.columnWidth'), widths],
    [t('customers.columnPlace'), places],
  ];
  return (
    <div
      ref={menu}
      popover="auto"
      role="menu"
      tabIndex={-1}
      aria-label={t('customers.columnMenu', { column: t(column?.label ?? 'customers.customer') })}
      className={styles.menu}
      onKeyDown={onKey}
      onToggle={(event) => event.newState === 'closed' && onClose(false)}
    >
      {groups
        .filter(([, entries]) => entries.length > 0)
        .map(([name, entries]) => (
          <div key={name} role="group" aria-label={name}>
            {entries === filters && <div aria-hidden>{name}</div>}
            {entries.map((entry) => (
              <button
                key={entry.label}
                type="button"
                tabIndex={-1}
                role={entry.checked === undefined ? 'menuitem' : 'menuitemradio'}
                aria-checked={entry.checked}
                aria-disabled={entry.off || undefined}
                onClick={() => {
                  if (entry.off) return;
                  entry.act();
                  if (!entry.stays) onClose(true);
                }}
              >
                {entry.label}
              </button>
            ))}
          </div>
        ))}
    </div>
  );
}
