/**
 * The part of a long list that is loaded: pages that follow each other, read by cursors in both
 * directions, of which only so many are kept.
 */
export interface RowWindow<Row> {
  /** Place of the first loaded row in the list; "about" until a beginning was seen. */
  base: number;
  pages: LoadedPage<Row>[];
}

export interface LoadedPage<Row> {
  rows: Row[];
  prev: string | null;
  next: string | null;
}

/** As many pages are kept; with 100 rows each that is 1,500. */
export const KEPT = 15;

/** How many rows are loaded. */
export function loaded<Row>(window: RowWindow<Row>): number {
  return window.pages.reduce((sum, page) => sum + page.rows.length, 0);
}

/** The row at a place of the list, if it is loaded. */
export function rowAt<Row>(window: RowWindow<Row>, place: number): Row | undefined {
  let from = place - window.base;
  if (from < 0) return undefined;
  for (const page of window.pages) {
    if (from < page.rows.length) return page.rows[from];
    from -= page.rows.length;
  }
  return undefined;
}

/** The place of the first loaded row that is wanted. */
export function placeOf<Row>(
  window: RowWindow<Row>,
  wanted: (row: Row) => boolean,
): number | undefined {
  const at = window.pages.flatMap((page) => page.rows).findIndex(wanted);
  return at < 0 ? undefined : window.base + at;
}

/** The cursor that leads on from the end, or null at the list's end. */
export function nextOf<Row>(window: RowWindow<Row>): string | null {
  return window.pages.at(-1)?.next ?? null;
}

/** The cursor that leads on from the beginning, or null at the list's beginning. */
export function prevOf<Row>(window: RowWindow<Row>): string | null {
  return window.pages[0]?.prev ?? null;
}

/** A window of one page. A page that nothing precedes is the list's beginning, whatever was said. */
export function opened<Row>(page: LoadedPage<Row>, about: number): RowWindow<Row> {
  return { base: page.prev === null ? 0 : Math.max(about, 1), pages: [page] };
}

/** The window with a page more at its end. */
export function appended<Row>(window: RowWindow<Row>, page: LoadedPage<Row>): RowWindow<Row> {
  const pages = [...window.pages, page];
  let base = window.base;
  while (pages.length > KEPT) {
    base += pages.shift()?.rows.length ?? 0;
  }
  return { base, pages };
}

/**
 * The window with a page more at its beginning, and by how many rows the places of all loaded rows
 * have moved: the list's beginning is place 0, and nothing else can be before it.
 */
export function prepended<Row>(
  window: RowWindow<Row>,
  page: LoadedPage<Row>,
): { window: RowWindow<Row>; moved: number } {
  const pages = [page, ...window.pages].slice(0, KEPT);
  const reckoned = window.base - page.rows.length;
  const base = page.prev === null ? 0 : Math.max(reckoned, 1);
  return { window: { base, pages }, moved: base - reckoned };
}

/** How long the list is, as far as the window knows better than a count that may be off. */
export function length<Row>(window: RowWindow<Row>, counted: number): number {
  const end = window.base + loaded(window);
  return nextOf(window) === null ? end : Math.max(counted, end + 1);
}

/** Which page is missing for what is seen: one at an end, or none of what is loaded fits. */
export function missing<Row>(
  window: RowWindow<Row>,
  first: number,
  last: number,
): 'next' | 'prev' | 'jump' | null {
  const end = window.base + loaded(window);
  const near = 100;
  if (last < window.base - near || first > end + near) return 'jump';
  if (last + near / 2 >= end && nextOf(window) !== null) return 'next';
  if (first - near / 2 <= window.base && prevOf(window) !== null) return 'prev';
  return null;
}
