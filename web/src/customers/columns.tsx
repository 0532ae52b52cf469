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

/** The columns of a choice as it stands in the address; names that there are not are left out. */
export function columnsOf(choice: string | undefined, whole: boolean): Column[] {
  const ids = (choice ?? DEFAULT_COLUMNS).split(',');
  return [...new Set(ids)]
    .map((id) => COLUMNS.find((column) => column.id === id))
    .filter((column): column is Column => column !== undefined && (whole || !column.value));
}

/** A choice as it stands in the address: nothing if it is the usual one. */
export function choiceOf(ids: string[]): string | undefined {
  const choice = ids.join(',');
  return choice === DEFAULT_COLUMNS ? undefined : choice;
}

/** The columns after one of them has moved by so many places. */
export function withMoved(ids: string[], place: number, by: number): string[] {
  const moved = [...ids];
  moved.splice(place + by, 0, ...moved.splice(place, 1));
  return moved;
}

/** A column's content: nothing where amounts did not come with the customer. */
export function cellOf(column: Column, customer: Customer | MaskedCustomer): ReactNode {
  // Columns without values read only what masked customers have as well.
  return isWhole(customer) || !column.value ? column.cell(customer as Customer) : null;
}
