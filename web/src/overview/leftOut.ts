import type { ImportState } from '../imports/imports';

type Ended = Pick<ImportState, 'id' | 'status' | 'corrects'> & {
  run?: { counts: { rejected: number }; undo?: unknown };
};

/** Rows that imports left out and that nobody has handed in since, and how many imports have such. */
export function leftOut(imports: Ended[]): { rows: number; imports: number } {
  const standing = imports.filter((each) => each.status === 'finished' && !each.run?.undo);
  // A list does not say by what an import was corrected, only what each corrects.
  const corrected = new Set(standing.map((each) => each.corrects));
  const rejected = standing
    .filter((each) => !corrected.has(each.id))
    .map((each) => each.run?.counts.rejected ?? 0)
    .filter((rows) => rows > 0);
  return { rows: rejected.reduce((sum, rows) => sum + rows, 0), imports: rejected.length };
}
