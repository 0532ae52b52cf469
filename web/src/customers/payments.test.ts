import { expect, it } from 'vitest';
import { barsOf, monthsBetween, paidMonths, yearOf } from './payments';

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

const SHOP_FIRST = [{ sourceId: 's' }, { sourceId: 'e' }];

it('gives each source an amount in every month, zero where there was none', () => {
  const { months, series } = barsOf(
    {
      from: '2026-01',
      until: '2026-03',
      items: [
        of('2026-01', 'e', 'Excel', '7'),
        of('2026-01', 's', 'Shop', '9007199254740993'),
        of('2026-03', 's', 'Shop', '-5'),
      ],
    },
    SHOP_FIRST,
    'Others',
  );
  expect(months).toHaveLength(3);
  expect(series.map((one) => one.name)).toEqual(['Shop', 'Excel']);
  expect(series[0]?.minor).toEqual([9007199254740993n, 0n, -5n]);
  expect(series[1]?.minor).toEqual([7n, 0n, 0n]);
  expect(paidMonths(months, series)).toEqual([
    { month: '2026-01', minor: 9007199254741000n },
    { month: '2026-03', minor: -5n },
  ]);
});

it('keeps a source its colour where others are missing, and draws the seventh and more as one', () => {
  const sources = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((sourceId) => ({ sourceId }));
  const { series } = barsOf(
    {
      from: '2026-01',
      until: '2026-01',
      items: [of('2026-01', 'h', 'H', '4'), of('2026-01', 'b', 'B', '1'), of('2026-01', 'g', 'G', '2')],
    },
    sources,
    'Others',
  );
  expect(series.map((one) => [one.name, one.colour, one.minor])).toEqual([
    ['B', 'var(--source-2)', [1n]],
    ['Others', 'var(--line-strong)', [6n]],
  ]);
});

it('adds up the last twelve months, the present one included', () => {
  const items = [
    of('2025-02', 'e', 'Excel', '1'),
    of('2025-03', 'e', 'Excel', '10'),
    of('2025-12', 's', 'Shop', '-100'),
    of('2026-02', 's', 'Shop', '9007199254740993'),
  ];
  expect(yearOf({ until: '2026-02', items, before: eur('0') })).toEqual(eur('9007199254740903'));
});
