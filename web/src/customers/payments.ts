import type { components } from '../api/generated/customer-service';
import type { Amount } from '../ui/format';
import type { Series } from '../ui/stacked';
import { colourAt, COLOURED, placeOf, type Source } from './sources';

/** What was paid by month and source. */
export type Payments = components['schemas']['PaymentsOverTime'];

/**
 * All months of a range, and each source's amounts in them: zero where there was none. The sources
 * are in their order; the seventh and more are one.
 */
export function barsOf(
  payments: Pick<Payments, 'from' | 'until' | 'items'>,
  sources: Source[],
  others: string,
): { months: string[]; series: Series[] } {
  const months = monthsBetween(payments.from, payments.until);
  const series: Series[] = [];
  for (let place = 0; place <= COLOURED; place++) {
    const items = payments.items.filter((item) => placeOf(sources, item.sourceId) === place);
    const [first] = items;
    if (!first) continue;
    const minor = months.map(() => 0n);
    for (const item of items) {
      const at = months.indexOf(item.month);
      if (at >= 0) minor[at] = (minor[at] ?? 0n) + BigInt(item.net.minor);
    }
    const alone = items.every((item) => item.sourceId === first.sourceId);
    series.push({
      id: first.sourceId,
      name: alone ? first.sourceName : others,
      colour: colourAt(place),
      minor,
    });
  }
  return { months, series };
}

/** The months in which something was paid or refunded, and how much over all sources. */
export function paidMonths(
  months: string[],
  series: Series[],
): { month: string; minor: bigint }[] {
  return months.flatMap((month, at) =>
    series.some((one) => one.minor[at])
      ? { month, minor: series.reduce((sum, one) => sum + (one.minor[at] ?? 0n), 0n) }
      : [],
  );
}

/** The net amount of the last twelve months, the present one included. */
export function yearOf({ until, items, before }: Pick<Payments, 'until' | 'items' | 'before'>): Amount {
  const [year = 0, month = 0] = until.split('-').map(Number);
  const last = `${year - 1}-${String(month).padStart(2, '0')}`;
  return {
    minor: items
      .filter((item) => item.month > last)
      .reduce((sum, item) => sum + BigInt(item.net.minor), 0n)
      .toString(),
    currency: before.currency,
  };
}

/** Months as yyyy-mm, both ends included. */
export function monthsBetween(from: string, until: string): string[] {
  const months: string[] = [];
  let [year = 0, month = 0] = from.split('-').map(Number);
  for (;;) {
    const name = `${year}-${String(month).padStart(2, '0')}`;
    if (name > until || months.length > 600) return months;
    months.push(name);
    month += 1;
    if (month > 12) {
      month = 1;
      year += 1;
    }
  }
}
