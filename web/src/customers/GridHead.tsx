import { ChevronDown } from 'lucide-react';
import { type PointerEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { boundedWidth, type Column, CUSTOMER } from './columns';
import styles from './CustomerGrid.module.css';
import type { Sort } from './customers';
import { type CellOf, HEADINGS, widthOf } from './gridCells';
import { ariaSort, SortButton } from './SortHeader';

interface Props {
  columns: Column[];
  /** How wide the customer's own was made. */
  customerWidth: number | undefined;
  sort: Sort;
  cell: CellOf;
  /** Chooses what is loaded, where the reader may choose. */
  choosing?: { all: boolean; onAll: (chosen: boolean) => void };
  onSort: (sort: Sort) => void;
  onMenu: (column: number) => void;
  /** A column is being made so wide, or was. */
  onWidth: (id: string, width: number, done: boolean) => void;
  /** The reader was interrupted: nothing is to be wider. */
  onWidthLeft: () => void;
}

/** The headings of the grid. The grid has the focus, so that nothing in them is a stop for Tab. */
export function GridHead({
  columns,
  customerWidth,
  sort,
  cell,
  choosing,
  onSort,
  onMenu,
  onWidth,
  onWidthLeft,
}: Props) {
  const { t } = useTranslation();
  const who = choosing ? 1 : 0;
  const heading = (
    at: number,
    label: string,
    by: string | undefined,
    look: string,
    id: string,
    width?: number,
  ) => (
    <span
      key={at}
      role="columnheader"
      aria-haspopup="menu"
      aria-sort={ariaSort(by, sort)}
      className={look}
      style={widthOf(id, width)}
      {...cell(HEADINGS, at)}
    >
      {by ? (
        <SortButton column={by} sort={sort} onSort={onSort} tabIndex={-1}>
          {label}
        </SortButton>
      ) : (
        <span className={styles.label}>{label}</span>
      )}
      {/* For pointers: with the keys the heading opens its menu itself, and its name stays short. */}
      <button
        type="button"
        tabIndex={-1}
        aria-hidden
        className={styles.menuButton}
        onClick={() => onMenu(at)}
      >
        <ChevronDown size={14} />
      </button>
      <Handle
        onWidth={(to, done) => onWidth(id, to, done)}
        onLeft={onWidthLeft}
      />
    </span>
  );
  return (
    <div role="row" aria-rowindex={1} className={styles.headRow}>
      {choosing && (
        <span role="columnheader" className={styles.mark} {...cell(HEADINGS, 0)}>
          <label>
            <input
              type="checkbox"
              tabIndex={-1}
              aria-label={t('customers.selectLoaded')}
              checked={choosing.all}
              onChange={(event) => choosing.onAll(event.target.checked)}
            />
          </label>
        </span>
      )}
      {heading(who, t('customers.customer'), 'name', styles.who ?? '', CUSTOMER, customerWidth)}
      {columns.map((column, at) =>
        heading(
          who + 1 + at,
          t(column.label),
          column.sort,
          column.number ? `${styles.cell} ${styles.number}` : (styles.cell ?? ''),
          column.id,
          column.width,
        ),
      )}
    </div>
  );
}

/**
 * The right edge of a heading: dragged, it makes the column wider. For pointers; the heading's menu
 * has entries that do the same (WCAG 2.5.7).
 */
function Handle({
  onWidth,
  onLeft,
}: {
  onWidth: (width: number, done: boolean) => void;
  onLeft: () => void;
}) {
  const from = useRef<{ x: number; width: number } | null>(null);
  const width = (event: PointerEvent) =>
    from.current && boundedWidth(from.current.width + event.clientX - from.current.x);
  return (
    <span
      aria-hidden
      className={styles.handle}
      onPointerDown={(event) => {
        const heading = event.currentTarget.parentElement;
        if (event.button !== 0 || !heading) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, width: heading.getBoundingClientRect().width };
      }}
      onPointerMove={(event) => {
        const to = width(event);
        if (to !== null && event.clientX !== from.current?.x) onWidth(to, false);
      }}
      onPointerUp={(event) => {
        const to = width(event);
        const moved = event.clientX !== from.current?.x;
        from.current = null;
        if (to === null) return;
        if (moved) onWidth(to, true);
        else onLeft();
      }}
      onPointerCancel={() => {
        from.current = null;
        onLeft();
      }}
    />
  );
}
