import { expect, it } from 'vitest';
import { leftOut } from './leftOut';

it('counts rows that were left out and neither taken back nor handed in since', () => {
  const of = (rejected: number, more = {}) => ({
    status: 'finished' as const,
    correctedBy: [],
    run: { counts: { rejected } },
    ...more,
  });
  expect(
    leftOut([
      of(3),
      of(4),
      of(0),
      of(9, { correctedBy: ['later'] }),
      of(9, { run: { counts: { rejected: 9 }, undo: {} } }),
      of(9, { status: 'merging' as const }),
      { status: 'questions', correctedBy: [] },
    ]),
  ).toEqual({ rows: 7, imports: 2 });
});
