import { count, day, moment, money } from '../ui/format';
import type { Analysis } from './imports';

type Row = NonNullable<Analysis['preview']>[number];
type Values = NonNullable<Row['values']>;

/** A field of the preview, and the columns of the file that it is read from. */
export interface Shown {
  target: string;
  columns: number[];
}

const NAMES = new Set(['first-name', 'last-name']);

/** Everything that is mapped, in the file's order; parts of a name make one. */
export function shownFields(columns: { column: number; target: string }[]): Shown[] {
  const parts = columns
    .filter(({ target }) => NAMES.has(target))
    .sort((a, b) => a.target.localeCompare(b.target));
  return columns
    .filter((each) => each.target !== 'skip' && (!NAMES.has(each.target) || each === firstOf(parts)))
    .map(({ column, target }) =>
      NAMES.has(target)
        ? { target: 'name', columns: parts.map((part) => part.column) }
        : { target, columns: [column] },
    );
}

function firstOf(parts: { column: number; target: string }[]) {
  return parts.reduce((first, part) => (part.column < first.column ? part : first));
}

/** The cells that a field is read from, as written. */
export function rawOf(row: Row, { columns }: Shown): string {
  return columns
    .map((column) => row.cells[column] ?? '')
    .filter((cell) => cell !== '')
    .join(' ');
}

/**
 * A field as it was read, in the reader's form; undefined for an empty cell, and for what is seen
 * only in other fields, as a payment's status is.
 */
export function readOf(
  values: Values,
  target: string,
  consentWords: { yes: string; no: string },
): string | undefined {
  const payment = values.payment;
  if (target.startsWith('custom:')) return values.custom?.[target.slice('custom:'.length)];
  switch (target) {
    case 'email':
      return values.email;
    case 'name':
      return values.name;
    case 'company':
      return values.company;
    case 'phone':
      return values.phone;
    case 'country':
      return values.country;
    case 'external-id':
      return values.externalId;
    case 'tags':
      return values.tags?.join(', ');
    case 'consent':
      return values.consent == null ? undefined : consentWords[values.consent ? 'yes' : 'no'];
    case 'total-spend':
      return values.totalSpend && money(values.totalSpend);
    case 'monthly-spend':
      return values.monthlySpend && money(values.monthlySpend);
    case 'refund-volume':
      return values.refundVolume && money(values.refundVolume);
    case 'payment-count':
      return values.paymentCount == null ? undefined : count(values.paymentCount);
    case 'first-payment-date':
      return values.firstPaymentOn && day(values.firstPaymentOn);
    case 'last-payment-date':
      return values.lastPaymentOn && day(values.lastPaymentOn);
    case 'transaction-id':
      return payment?.transactionId;
    case 'transaction-amount':
      return payment && money(payment.amount);
    case 'transaction-fee':
      return payment?.fee && money(payment.fee);
    case 'transaction-date':
      return payment?.on ? day(payment.on) : payment?.at && moment(payment.at);
    case 'currency':
      return (values.totalSpend ?? values.monthlySpend ?? values.refundVolume ?? payment?.amount)
        ?.currency;
    default:
      return undefined;
  }
}

/** Whether a value has another form than its cell; spaces and a currency's sign do not count. */
export function hasChanged(raw: string, read: string): boolean {
  return plain(raw) !== plain(read);
}

function plain(text: string): string {
  return text.normalize('NFC').replace(/[\s\p{Sc}]/gu, '').replaceAll('\u2212', '-');
}
