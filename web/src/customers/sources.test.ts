import { expect, it } from 'vitest';
import { sharesOf } from './sources';

const sources = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((sourceId) => ({ sourceId }));
const of = (sourceId: string, minor: string) => ({
  sourceId,
  name: sourceId.toUpperCase(),
  net: { minor, currency: 'EUR' },
});

it('gives a source its colour by the order of all sources, whatever its amount and the others', () => {
  const colours = sharesOf([of('c', '100'), of('a', '-5'), of('b', '0')], sources, 'Others').map(
    (share) => [share.name, share.colour, share.value],
  );
  expect(colours).toEqual([
    ['A', 'var(--source-1)', -5],
    ['B', 'var(--source-2)', 0],
    ['C', 'var(--source-3)', 100],
  ]);
  expect(sharesOf([of('c', '1')], sources, 'Others')[0]?.colour).toBe('var(--source-3)');
});

it('shows the seventh source and more as one part', () => {
  const [first, others, ...more] = sharesOf(
    [of('h', '9007199254740993'), of('f', '1'), of('g', '2')],
    sources,
    'Others',
  );
  expect(first?.name).toBe('F');
  expect(others?.name).toBe('Others');
  expect(others?.shown).toMatch(/90.071.992.547.409,95/);
  expect(more).toEqual([]);
});
