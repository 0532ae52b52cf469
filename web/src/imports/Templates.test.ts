import { describe, expect, it } from 'vitest';
import { changesOf } from './Templates';

describe('what a template would change', () => {
  const analysis = {
    columns: [
      { header: 'Mail', target: 'email' },
      { header: 'Betrag', target: 'skip' },
    ],
  } as never;
  it('is said column by column', () => {
    expect(
      changesOf(analysis, {
        columns: [
          { header: 'Mail', target: 'email' },
          { header: 'Betrag', target: 'total-spend' },
          { header: 'Nicht da', target: 'name' },
        ],
      }),
    ).toEqual([{ header: 'Betrag', target: 'total-spend' }]);
  });
  it('is nothing when all columns are mapped like that', () => {
    expect(changesOf(analysis, { columns: [{ header: 'Mail', target: 'email' }] })).toEqual([]);
  });
});
