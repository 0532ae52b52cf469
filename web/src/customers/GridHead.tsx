import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Column } from './columns';
import styles from './CustomerGrid.module.css';
import type { Sort } from './customers';
import { type CellOf, HEADINGS } from './gridCells';
import { ariaSort, SortButton } from './SortHeader';

interface Props {
  columns: Column[];
  sort: Sort;
  cell: CellOf;
  /** Chooses what is loaded, where the reader may choose. */
  choosing?: { all: boolean; onAll: (chosen: boolean) => void };
  onSort: (sort: Sort) => void;
  onMenu: (column: number) => void;
}

/** The headings of the grid. The grid has the focus, so that nothing in them is a stop for Tab. */
export function GridHead({ columns, sort, cell, choosing, onSort, onMenu }: Props) {
  const { t } = useTranslation();
  const who = choosing ? 1 : 0;
  const heading = (at: number, label: string, by: string | undefined, look: string, width?: number) => (
    <span
      key={at}
      role="columnheader"
      aria-haspopup="menu"
      aria-sort={ariaSort(by, sort)}
      className={look}
      style={width ? { width } : undefined}
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
      {heading(who, t('customers.customer'), 'name', styles.who ?? '')}
      {columns.map((column, at) =>
        heading(
          who + 1 + at,
          t(column.label),
          column.sort,
          column.number ? `${styles.cell} ${styles.number}` : (styles.cell ?? ''),
          column.width,
        ),
      )}
    </div>
  );
}
