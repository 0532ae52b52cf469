import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useCustomersChanged } from '../live/live';
import {
  EDIT,
  isOutdated,
  type ListSearch,
  readAroundLists,
  staleLists,
  type Where,
} from './customers';

/** So many milliseconds after one's own change hints are taken for that change. */
const QUIET = 2_000;

const NONE: ReadonlySet<string> = new Set();

/**
 * Changes do not move a list under its reader: it says that there are some, and is read again when
 * asked. A customer whom the reader changes is shown as they are now, where they stand.
 *
 * @param search the list that is shown, with its order
 * @returns whether there are changes; whom the reader changed since the list was read; a number that
 *     grows when what is shown is to be read again; and what reads it again
 */
export function useListChanges(where: Where, search: ListSearch) {
  const queries = useQueryClient();
  const [moved, setMoved] = useState(false);
  const [edited, setEdited] = useState(NONE);
  const [generation, setGeneration] = useState(0);
  const quietUntil = useRef(0);
  const later = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(later.current), []);
  const { productId } = where;
  const { q, f, sort } = search;
  useEffect(() => {
    // Another list is read anew.
    setMoved(false);
    setEdited(NONE);
  }, [productId, q, f, sort]);
  useEffect(
    () =>
      queries.getMutationCache().subscribe((event) => {
        if (event.type !== 'updated' || event.action.type !== 'success') return;
        const [kind, product, id] = event.mutation.options.mutationKey ?? [];
        if (kind !== EDIT || product !== productId) return;
        setEdited((now) => new Set(now).add(id as string));
        setMoved(true);
      }),
    [queries, productId],
  );
  const readAgain = () => {
    setMoved(false);
    setEdited(NONE);
    void queries.invalidateQueries({ queryKey: ['customers', where] });
    setGeneration((now) => now + 1);
  };
  const others = () => {
    staleLists(queries, where);
    setMoved(true);
  };
  const changed = () => {
    const mine = queries
      .getMutationCache()
      .getAll()
      .filter((each) => Date.now() - each.state.submittedAt < QUIET);
    if (mine.length > 0 && mine.every((each) => each.options.mutationKey?.[0] === EDIT)) {
      void readAroundLists(queries, where);
    } else if (mine.length > 0 || Date.now() < quietUntil.current) {
      // Most likely one's own change, which the list shows by itself: it is only read again.
      clearTimeout(later.current);
      later.current = setTimeout(readAgain, QUIET);
    } else {
      others();
    }
  };
  const list = [productId, q, f, sort, search.after, search.before].join(' ');
  const shown = useRef(list);
  useEffect(() => {
    shown.current = list;
  }, [list]);
  const perhapsChanged = async () => {
    const outdated = await isOutdated(queries, where, search).catch(() => false);
    // An answer may be about a list that has been left.
    if (outdated && shown.current === list) others();
  };
  useCustomersChanged(productId, changed, () => void perhapsChanged());
  const refresh = () => {
    quietUntil.current = Date.now() + QUIET;
    readAgain();
  };
  return { moved, edited, generation, refresh };
}
