import type { components } from '../api/generated/customer-service';
import type { Series } from '../ui/stacked';

type Payments = components['schemas']['PaymentsOverTime'];

/** All months of a range, and each source's amounts in them: zero where there was none. */
export function barsOf(payments: Pick<Payments, 'from' | 'until' | 'items'>): {
  months: string[];
  series: Series[];
} {
  const months = monthsBetween(payments.from, payments.until);
  const series = new Map<string, Series>();
  for (const item of payments.items) {
    const place = months.indexOf(item.month);
    if (place < 0) continue;
    const one = series.get(item.sourceId) ?? {
      id: item.sourceId,
      name: item.sourceName,
      minor: months.map(() => 0n),
    };
    one.minor[place] = (one.minor[place] ?? 0n) + BigInt(item.net.minor);
    series.set(item.sourceId, one);
  }
  return { months, series: [...series.values()].sort((a, b) => a.name.localeCompare(b.name)) };
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
