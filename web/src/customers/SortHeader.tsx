import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { COLUMNS } from './columns';
import type { Sort } from './customers';
import styles from './Customers.module.css';

/** The next order when a heading is pressed: the greatest on top, then the smallest. */
export function nextSort(column: string, sort: Sort): Sort {
  const down = sort === `-${column}`;
  const up = sort === column;
  return (column === 'name' ? (up ? '-name' : 'name') : down ? column : `-${column}`) as Sort;
}

/** What `aria-sort` says of a column. */
export function ariaSort(column: string | undefined, sort: Sort) {
  if (!column) return undefined;
  return sort === `-${column}` ? 'descending' : sort === column ? 'ascending' : undefined;
}

interface Props {
  column: string;
  sort: Sort;
  onSort: (sort: Sort) => void;
  children: string;
  tabIndex?: number;
}

/** The button in a heading that sorts. */
export function SortButton({ column, sort, onSort, children, tabIndex }: Props) {
  const order = ariaSort(column, sort);
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      className={styles.sort}
      onClick={() => onSort(nextSort(column, sort))}
    >
      {children}
      <span aria-hidden>
        {order === 'descending' ? ' ↓' : order === 'ascending' ? ' ↑' : ''}
      </span>
    </button>
  );
}

/** So many milliseconds after the last change an order is said, once. */
const SAID = 500;

/** Tells those who do not see the list that its order has changed. */
export function SortStatus({ sort }: { sort: Sort }) {
  const { t } = useTranslation();
  const [said, setSaid] = useState<Sort | null>(null);
  const known = useRef(sort);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (known.current !== sort) setSaid(sort);
      known.current = sort;
    }, SAID);
    return () => clearTimeout(timer);
  }, [sort]);
  const by = said?.replace('-', '');
  const column = COLUMNS.find((each) => each.sort === by)?.label ?? 'customers.customer';
  return (
    <p className="hidden" role="status">
      {said &&
        t(said.startsWith('-') ? 'customers.sortedDown' : 'customers.sortedUp', { column: t(column) })}
    </p>
  );
}
