import { ApiError } from '../api/client';
import type { ImportChange, ImportState } from './imports';

type Overlap = NonNullable<ImportState['overlap']>;

/** What a file has in common with earlier imports, as far as it is known. */
export type Common = Partial<
  Pick<Overlap, 'rows' | 'identicalRows' | 'imports' | 'addresses' | 'knownAddresses'>
>;

/** What can be said to it. */
export type Answer = Pick<ImportChange, 'amounts' | 'overlap' | 'replaces'>;

/** What a refused start says: of a file without a dry run, nothing else tells of known addresses. */
export function refusedFor(failure: unknown): Common | null {
  return failure instanceof ApiError && failure.code === 'overlap'
    ? ((failure.problem?.params ?? {}) as Common)
    : null;
}

/** The newer knowledge first: rows of a refusal, addresses of a dry run, which counts all of them. */
export function common(known: Overlap | undefined, refused: Common | null): Required<Common> {
  const addresses = known?.addresses != null ? known : refused;
  return {
    rows: refused?.rows ?? known?.rows ?? 0,
    identicalRows: refused?.identicalRows ?? known?.identicalRows ?? 0,
    imports: refused?.imports ?? known?.imports ?? [],
    addresses: addresses?.addresses ?? 0,
    knownAddresses: addresses?.knownAddresses ?? 0,
  };
}

/**
 * The answers that settle something, the most careful one first. Rows that nobody has imported are
 * all new, and totals replace only what the same source has said.
 */
export function answersTo(
  { identicalRows, imports }: Required<Common>,
  amounts: ImportState['amounts'],
  ofItsSource: boolean,
): Answer[] {
  const answers: Answer[] = [];
  if (identicalRows > 0) answers.push({ overlap: 'only-new' });
  for (const { importId } of imports) answers.push({ overlap: 'replace', replaces: importId });
  if (amounts === 'new' && ofItsSource) answers.push({ amounts: 'totals' });
  answers.push({ overlap: 'add' });
  return answers;
}
