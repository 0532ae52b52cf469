import { locale } from './region';

/** Amounts as the API sends them: minor units as text, since numbers lose digits. */
export interface Amount {
  minor: string;
  currency: string;
}

const moneyFormats = new Map<string, Intl.NumberFormat>();
const numberFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();

function cached<T>(cache: Map<string, T>, key: string, make: () => T): T {
  const known = cache.get(key);
  if (known) return known;
  const made = make();
  cache.set(key, made);
  return made;
}

/** Decimal digits of a currency's minor unit: 2 for EUR, 0 for JPY. */
export function digits(currency: string): number {
  return moneyFormat(currency).resolvedOptions().maximumFractionDigits ?? 2;
}

function moneyFormat(currency: string): Intl.NumberFormat {
  return cached(
    moneyFormats,
    locale() + currency,
    () => new Intl.NumberFormat(locale(), { style: 'currency', currency }),
  );
}

/** Minor units as a decimal text: "-123456" with two digits is "-1234.56". */
export function decimal(minor: string, places: number): string {
  if (places === 0) return minor;
  const negative = minor.startsWith('-');
  const text = (negative ? minor.slice(1) : minor).padStart(places + 1, '0');
  return `${negative ? '-' : ''}${text.slice(0, -places)}.${text.slice(-places)}`;
}

/** An amount in the reader's form, to the cent and exact at any size. */
export function money(amount: Amount): string {
  const places = digits(amount.currency);
  // The typings know numbers only; decimal texts are formatted without rounding.
  const text = decimal(amount.minor, places) as unknown as number;
  return moneyFormat(amount.currency).format(text).replace('-', '\u2212');
}

/** The same in three parts, of which the second is the decimals with their sign. */
export function moneyParts(amount: Amount): [before: string, decimals: string, after: string] {
  const text = decimal(amount.minor, digits(amount.currency)) as unknown as number;
  const parts: [string, string, string] = ['', '', ''];
  let place = 0;
  for (const { type, value } of moneyFormat(amount.currency).formatToParts(text)) {
    if (type === 'decimal') place = 1;
    parts[place] += value.replace('-', '\u2212');
    if (type === 'fraction') place = 2;
  }
  return parts;
}

/** What stands before the decimals of an amount. */
function decimalPoint(): string {
  const parts = moneyFormat('EUR').formatToParts(1.5);
  return parts.find((part) => part.type === 'decimal')?.value ?? '.';
}

/** An amount as a person would type it, without groups: what {@link parseMinor} reads back. */
export function typeable(amount: Amount): string {
  return decimal(amount.minor, digits(amount.currency)).replace('.', decimalPoint());
}

/** Minor units of what a person typed; null if it is no amount or could be two. */
export function parseMinor(typed: string, currency: string): string | null {
  const places = digits(currency);
  const text = typed.trim().replace(/[\s\u00a0\u202f'\u2019]/g, '');
  const point = decimalPoint();
  const group = point === ',' ? '.' : ',';
  const form = new RegExp(
    `^(\\d+|\\d{1,3}(?:\\${group}\\d{3})+)(?:\\${point}(\\d{1,${Math.max(places, 1)}}))?$`,
  );
  const found = form.exec(text);
  if (!found || (places === 0 && found[2])) return null;
  const whole = (found[1] ?? '').replaceAll(group, '');
  return BigInt(whole + (found[2] ?? '').padEnd(places, '0')).toString();
}

/** A count. */
export function count(value: number): string {
  return cached(numberFormats, locale(), () => new Intl.NumberFormat(locale())).format(value);
}

/** A share as a percentage without decimals. */
export function percent(share: number): string {
  return cached(
    numberFormats,
    `${locale()}%`,
    () => new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 }),
  ).format(share);
}

/** A size of a file. */
export function bytes(size: number): string {
  const unit = size < 1_000_000 ? 'kilobyte' : 'megabyte';
  return cached(
    numberFormats,
    locale() + unit,
    () =>
      new Intl.NumberFormat(locale(), {
        style: 'unit',
        unit,
        maximumFractionDigits: unit === 'kilobyte' ? 0 : 1,
      }),
  ).format(size / (unit === 'kilobyte' ? 1_000 : 1_000_000));
}

/** A day without a time: never shifted by a time zone. */
export function day(isoDay: string): string {
  return cached(
    dateFormats,
    `${locale()}day`,
    () =>
      new Intl.DateTimeFormat(locale(), {
        day: locale().startsWith('de') ? '2-digit' : 'numeric',
        month: locale().startsWith('de') ? '2-digit' : 'short',
        year: 'numeric',
        timeZone: 'UTC',
      }),
  ).format(new Date(`${isoDay}T00:00:00Z`));
}

/** A moment in the browser's time zone. */
export function moment(instant: string): string {
  return cached(
    dateFormats,
    `${locale()}moment`,
    () => new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }),
  ).format(new Date(instant));
}

/** A moment, today's and yesterday's by these words: "gestern, 14:02". */
export function when(instant: string, now = new Date()): string {
  const at = new Date(instant);
  const days = [0, -1].find((ago) => {
    const then = new Date(now.getFullYear(), now.getMonth(), now.getDate() + ago);
    return at.toDateString() === then.toDateString();
  });
  if (days === undefined) return moment(instant);
  const time = cached(
    dateFormats,
    `${locale()}time`,
    () => new Intl.DateTimeFormat(locale(), { timeStyle: 'short' }),
  ).format(at);
  return `${nearDay(days)}, ${time}`;
}

/** A day without a time, in UTC as it comes; today and yesterday by these words. */
export function dayWhen(isoDay: string, now = new Date()): string {
  const today = Date.parse(now.toISOString().slice(0, 10));
  const days = [0, -1].find((ago) => Date.parse(isoDay) === today + ago * 86_400_000);
  return days === undefined ? day(isoDay) : nearDay(days);
}

/** "heute", "gestern": words are of the language, whatever the region. */
function nearDay(days: number): string {
  return new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' }).format(
    days,
    'day',
  );
}

/** A month, of yyyy-mm. */
export function month(isoMonth: string): string {
  if (!/^\d{4}-\d{2}$/.test(isoMonth)) return isoMonth;
  return cached(
    dateFormats,
    `${locale()}month`,
    () =>
      new Intl.DateTimeFormat(locale(), { month: 'short', year: 'numeric', timeZone: 'UTC' }),
  ).format(new Date(`${isoMonth}-01T00:00:00Z`));
}
