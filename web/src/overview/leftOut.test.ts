import { expect, it } from 'vitest';
import { leftOut } from './leftOut';

/** An import as a list has it: what corrects it is not said. */
const of = (id: string, rejected: number, more = {}) => ({
  id,
  status: 'finished' as const,
  correctedBy: [],
  run: { counts: { rejected } },
  ...more,
});

const undone = { run: { counts: { rejected: 9 }, undo: {} } };

it('counts rows that were left out and not taken back', () => {
  expect(
    leftOut([
      of('a', 3),
      of('b', 4),
      of('c', 0),
      of('d', 9, undone),
      of('e', 9, { status: 'merging' as const }),
      { id: 'f', status: 'questions' },
    ]),
  ).toEqual({ rows: 7, imports: 2 });
});

it('does not count rows that were handed in since', () => {
  expect(leftOut([of('b', 2, { corrects: 'a' }), of('a', 9)])).toEqual({ rows: 2, imports: 1 });
  for (const more of [{ status: 'merging' as const }, undone]) {
    expect(leftOut([of('b', 0, { corrects: 'a', ...more }), of('a', 9)]).rows).toBe(9);
  }
});
