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
}

/** The button in a heading that sorts. */
export function SortButton({ column, sort, onSort, children }: Props) {
  const order = ariaSort(column, sort);
  return (
    <button type="button" className={styles.sort} onClick={() => onSort(nextSort(column, sort))}>
      {children}
      <span aria-hidden>
        {order === 'descending' ? ' ↓' : order === 'ascending' ? ' ↑' : ''}
      </span>
    </button>
  );
}
