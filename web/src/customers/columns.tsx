import type { ReactNode } from 'react';
import { count, day, money, moment } from '../ui/format';
import { type Customer, isWhole, type MaskedCustomer } from './customers';
import { Priority } from './Priority';
import { SourceShares } from './SourceShares';

/** A column of the customer list beside the customer's own. */
export interface Column {
  id: string;
  /** Key of the heading. */
  label: string;
  /** Width in pixels. */
  width: number;
  /** Right-aligned figures. */
  number?: boolean;
  /** What the API calls the order by this column, if it offers one. */
  sort?: string;
  /** What the API calls the condition on this column, if the menu of its heading offers one. */
  filter?: 'priority' | 'source' | 'created';
  /** Tells of amounts: not there for viewers. */
  value?: boolean;
  cell: (customer: Customer) => ReactNode;
}

const none = '–';

/** All columns that there are, in the order in which they are offered. */
export const COLUMNS: readonly Column[] = [
  {
    id: 'priority',
    label: 'customers.priority',
    width: 120,
    filter: 'priority',
    value: true,
    cell: (customer) => <Priority of={customer.priority} />,
  },
  {
    id: 'net',
    label: 'customers.net',
    width: 140,
    number: true,
    sort: 'net',
    value: true,
    cell: (customer) => money(customer.net),
  },
  {
    id: 'monthly',
    label: 'customers.monthly',
    width: 130,
    number: true,
    sort: 'monthly',
    value: true,
    cell: (customer) => (customer.monthly ? money(customer.monthly) : none),
  },
  {
    id: 'sources',
    label: 'customers.sources',
    width: 190,
    filter: 'source',
    value: true,
    cell: (customer) => <SourceShares sources={customer.sources} />,
  },
  {
    id: 'lastPayment',
    label: 'customers.lastPayment',
    width: 140,
    sort: 'lastPayment',
    value: true,
    cell: (customer) => (customer.lastPaymentOn ? day(customer.lastPaymentOn) : none),
  },
  {
    id: 'country',
    label: 'customers.country',
    width: 100,
    cell: (customer) => customer.country ?? '',
  },
  {
    id: 'tags',
    label: 'customers.tags',
    width: 200,
    cell: (customer) =>
      customer.tags.map((tag) => (
        <span key={tag} className="chip">
          {tag}
        </span>
      )),
  },
  {
    id: 'company',
    label: 'customer.company',
    width: 180,
    cell: (customer) => customer.company ?? '',
  },
  {
    id: 'created',
    label: 'customers.created',
    width: 180,
    sort: 'created',
    filter: 'created',
    cell: (customer) => moment(customer.createdAt),
  },
  {
    id: 'payments',
    label: 'customers.payments',
    width: 130,
    number: true,
    value: true,
    cell: (customer) => count(customer.payments),
  },
  {
    id: 'gross',
    label: 'customers.gross',
    width: 140,
    number: true,
    value: true,
    cell: (customer) => money(customer.gross),
  },
  {
    id: 'refunded',
    label: 'customers.refunded',
    width: 130,
    number: true,
    value: true,
    cell: (customer) => money(customer.refunded),
  },
  {
    id: 'firstPayment',
    label: 'customers.firstPayment',
    width: 140,
    value: true,
    cell: (customer) => (customer.firstPaymentOn ? day(customer.firstPaymentOn) : none),
  },
];

/** What is shown if nobody chose. */
export const DEFAULT_COLUMNS = 'priority,net,monthly,sources,lastPayment,country,tags';

/** The customer's own column, which stays first and is in each choice: named there only for its width. */
export const CUSTOMER = 'customer';

/** How narrow and how wide a column can be made, in pixels. */
export const NARROWEST = 80;
export const WIDEST = 640;

/** A width that a column can have. */
export function boundedWidth(width: number): number {
  return Math.min(Math.max(Math.round(width), NARROWEST), WIDEST);
}

/** What a choice names, with a width where one is given: "net.200,tags". */
function named(choice: string): Map<string, number | undefined> {
  const all = new Map<string, number | undefined>();
  for (const entry of choice.split(',')) {
    const [, id, width] = /^([A-Za-z]+)(?:\.(\d{1,4}))?$/.exec(entry) ?? [];
    if (id && !all.has(id)) all.set(id, width ? boundedWidth(Number(width)) : undefined);
  }
  return all;
}

/**
 * The columns of a choice as it stands in the address, as wide as it says; names that there are not
 * are left out.
 */
export function columnsOf(choice: string | undefined, whole: boolean): Column[] {
  return [...named(choice ?? DEFAULT_COLUMNS)].flatMap(([id, width]) => {
    const column = COLUMNS.find((each) => each.id === id);
    if (!column || (column.value && !whole)) return [];
    return [width === undefined ? column : { ...column, width }];
  });
}

/** How wide a choice makes the customer's own column; nothing if as wide as there is room for. */
export function customerWidth(choice: string | undefined): number | undefined {
  return named(choice ?? '').get(CUSTOMER);
}

/** A column's width if nobody changed it. */
export function usualWidth(id: string): number | undefined {
  return COLUMNS.find((column) => column.id === id)?.width;
}

/** A choice as it stands in the address: nothing if it is the usual one. */
export function choiceOf(columns: readonly Column[], customer?: number): string | undefined {
  const entries = columns.map(({ id, width }) => (width === usualWidth(id) ? id : `${id}.${width}`));
  if (customer !== undefined) entries.unshift(`${CUSTOMER}.${customer}`);
  const choice = entries.join(',');
  return choice === DEFAULT_COLUMNS ? undefined : choice;
}

/** A choice in which a column has another width; without one the usual. */
export function choiceWithWidth(
  columns: readonly Column[],
  customer: number | undefined,
  id: string,
  width: number | undefined,
): string | undefined {
  return id === CUSTOMER ? choiceOf(columns, width) : choiceOf(withWidth(columns, id, width), customer);
}

/** The columns with one of them in another width; without one in the usual. */
export function withWidth(
  columns: readonly Column[],
  id: string,
  width = usualWidth(id),
): Column[] {
  return columns.map((column) =>
    column.id === id && width !== undefined ? { ...column, width } : column,
  );
}

/** The columns after one of them has moved by so many places. */
export function withMoved<T>(columns: readonly T[], place: number, by: number): T[] {
  const moved = [...columns];
  moved.splice(place + by, 0, ...moved.splice(place, 1));
  return moved;
}

/** A column's content: nothing where amounts did not come with the customer. */
export function cellOf(column: Column, customer: Customer | MaskedCustomer): ReactNode {
  // Columns without values read only what masked customers have as well.
  return isWhole(customer) || !column.value ? column.cell(customer as Customer) : null;
}
