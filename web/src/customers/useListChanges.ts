import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useCustomersChanged } from '../live/live';
import type { Where } from './customers';

/** So many milliseconds after one's own change hints are taken for that change. */
const QUIET = 2_000;

/**
 * Others' changes do not move a list under its reader: it says that there are some, and is read
 * again when asked.
 *
 * @returns whether there are changes; a number that grows when what is shown is to be read again;
 *     and what reads it again
 */
export function useListChanges(where: Where) {
  const queries = useQueryClient();
  const [moved, setMoved] = useState(false);
  const [generation, setGeneration] = useState(0);
  const quietUntil = useRef(0);
  const later = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(later.current), []);
  const readAgain = () => {
    void queries.invalidateQueries({ queryKey: ['customers', where] });
    setGeneration((now) => now + 1);
  };
  useCustomersChanged(where.productId, () => {
    const mine = queries
      .getMutationCache()
      .getAll()
      .some((each) => Date.now() - each.state.submittedAt < QUIET);
    if (mine || Date.now() < quietUntil.current) {
      // Most likely one's own change, which the list shows by itself: it is only read again.
      clearTimeout(later.current);
      later.current = setTimeout(readAgain, QUIET);
    } else {
      setMoved(true);
    }
  });
  const refresh = () => {
    setMoved(false);
    quietUntil.current = Date.now() + QUIET;
    readAgain();
  };
  return { moved, generation, refresh };
}
