import { expect, it } from 'vitest';
import { stacked } from './stacked';

it('puts payments above zero and refunds below it', () => {
  const { highest, lowest, bars } = stacked([
    [100n, -30n, 0n],
    [50n, 20n, 0n],
    [0n, -5n, 0n],
  ]);
  expect(highest).toBe(150);
  expect(lowest).toBe(-35);
  expect(bars[0]).toEqual([
    { of: 0, from: 0, to: 100 },
    { of: 1, from: 100, to: 150 },
  ]);
  expect(bars[1]).toEqual([
    { of: 0, from: -30, to: 0 },
    { of: 1, from: 0, to: 20 },
    { of: 2, from: -35, to: -30 },
  ]);
  expect(bars[2]).toEqual([]);
});

it('draws nothing of nothing', () => {
  expect(stacked([])).toEqual({ highest: 0, lowest: 0, bars: [] });
});
