/**
 * Whom somebody has chosen in a list: some by their ids, or all whom the list shows but a few. All
 * is not a list of ids: the server knows whom the filter means.
 */
export type Selection =
  | { all: false; ids: ReadonlySet<string> }
  | { all: true; except: ReadonlySet<string> };

/** Nobody. */
export const NOBODY: Selection = { all: false, ids: new Set() };

/** Everybody whom the list shows. */
export const EVERYBODY: Selection = { all: true, except: new Set() };

/** Whether somebody is chosen. */
export function has(selection: Selection, id: string): boolean {
  return selection.all ? !selection.except.has(id) : selection.ids.has(id);
}

/** The selection after some were chosen, or not any more. */
export function toggled(selection: Selection, ids: string[], chosen: boolean): Selection {
  const set = new Set(selection.all ? selection.except : selection.ids);
  for (const id of ids) {
    if (chosen === selection.all) set.delete(id);
    else set.add(id);
  }
  return selection.all ? { all: true, except: set } : { all: false, ids: set };
}

/** How many are chosen of a list of so many. */
export function size(selection: Selection, total: number): number {
  return selection.all ? Math.max(total - selection.except.size, 0) : selection.ids.size;
}
