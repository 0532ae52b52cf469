import { expect, it } from 'vitest';
import { barsOf, monthsBetween } from './payments';

const eur = (minor: string) => ({ minor, currency: 'EUR' });
const of = (month: string, sourceId: string, sourceName: string, minor: string) => ({
  month,
  sourceId,
  sourceName,
  net: eur(minor),
  payments: 1,
});

it('counts months over the turn of a year', () => {
  expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  expect(monthsBetween('2026-02', '2026-02')).toEqual(['2026-02']);
});

it('gives each source an amount in every month, zero where there was none', () => {
  const { months, series } = barsOf({
    from: '2026-01',
    until: '2026-03',
    items: [
      of('2026-01', 's', 'Shop', '9007199254740993'),
      of('2026-03', 's', 'Shop', '-5'),
      of('2026-03', 'e', 'Excel', '7'),
    ],
  });
  expect(months).toHaveLength(3);
  expect(series.map((one) => one.name)).toEqual(['Excel', 'Shop']);
  expect(series[0]?.minor).toEqual([0n, 0n, 7n]);
  expect(series[1]?.minor).toEqual([9007199254740993n, 0n, -5n]);
});
