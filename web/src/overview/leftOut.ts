import type { ImportState } from '../imports/imports';

type Ended = Pick<ImportState, 'status' | 'correctedBy'> & {
  run?: { counts: { rejected: number }; undo?: unknown };
};

/** Rows that imports left out and that nobody has handed in since, and how many imports have such. */
export function leftOut(imports: Ended[]): { rows: number; imports: number } {
  const having = imports.filter(
    (each) =>
      each.status === 'finished' &&
      each.run &&
      !each.run.undo &&
      each.correctedBy.length === 0 &&
      each.run.counts.rejected > 0,
  );
  return {
    rows: having.reduce((sum, each) => sum + (each.run?.counts.rejected ?? 0), 0),
    imports: having.length,
  };
}
