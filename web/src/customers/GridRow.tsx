import { useTranslation } from 'react-i18next';
import { cellOf, type Column, CUSTOMER } from './columns';
import styles from './CustomerGrid.module.css';
import type { Customer, MaskedCustomer } from './customers';
import { Email } from './Email';
import { type CellOf, widthOf } from './gridCells';

interface Props {
  /** Its number in the list. */
  place: number;
  height: number;
  /** Where it is drawn, in pixels below the headings. */
  top: number;
  /** Who it is, once that is read. */
  customer: Customer | MaskedCustomer | undefined;
  open: boolean;
  /** Whether the customer is chosen, where the reader may choose. */
  chosen: boolean | undefined;
  /** Whether the reader has changed the customer since the list was read. */
  edited: boolean;
  columns: Column[];
  /** How wide the customer's own column was made. */
  customerWidth: number | undefined;
  cell: CellOf;
  /** The column that the keys are in: a row that is not read yet has one cell for all. */
  at: number;
  onChoose: (chosen: boolean, ranged: boolean) => void;
  onOpen: (id: string) => void;
}

/** A customer in the grid, which has the focus and the keys. */
export function GridRow({
  place,
  height,
  top,
  customer,
  open,
  chosen,
  edited,
  columns,
  customerWidth,
  cell,
  at: there,
  onChoose,
  onOpen,
}: Props) {
  const { t } = useTranslation();
  const who = chosen === undefined ? 0 : 1;
  return (
    <div
      role="row"
      aria-rowindex={place + 2}
      aria-selected={chosen}
      className={styles.row}
      data-open={open || undefined}
      data-chosen={chosen || undefined}
      style={{ height, transform: `translateY(${top}px)` }}
    >
      {customer ? (
        <>
          {chosen !== undefined && (
            <span role="gridcell" className={styles.mark} {...cell(place, 0)}>
              <label>
                <input
                  type="checkbox"
                  tabIndex={-1}
                  aria-label={t('customers.select', { who: customer.name ?? customer.email })}
                  checked={chosen}
                  onChange={(event) =>
                    onChoose(
                      event.target.checked,
                      (event.nativeEvent as MouseEvent).shiftKey === true,
                    )
                  }
                />
              </label>
            </span>
          )}
          <span
            role="rowheader"
            className={styles.who}
            style={widthOf(CUSTOMER, customerWidth)}
            {...cell(place, who)}
          >
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
              {edited && `${t('customers.edited')} · `}
              {customer.name ? <Email of={customer} /> : customer.company}
            </span>
          </span>
          {columns.map((column, at) => (
            <span
              key={column.id}
              role="gridcell"
              className={column.number ? `${styles.cell} ${styles.number}` : styles.cell}
              style={widthOf(column.id, column.width)}
              {...cell(place, who + 1 + at)}
            >
              {cellOf(column, customer)}
            </span>
          ))}
        </>
      ) : (
        <span
          role="gridcell"
          className={styles.skeleton}
          aria-label={t('state.loading')}
          {...cell(place, there)}
        />
      )}
    </div>
  );
}
