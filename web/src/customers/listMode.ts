/** How long lists are shown: in one scroll, or in pages, which assistive technology reads better. */
export type ListMode = 'scroll' | 'pages';

const KEY = 'kundenwert.list';
const listeners = new Set<() => void>();

/** What the reader chose in this browser; pages on small screens if nothing was chosen. */
export function listMode(): ListMode {
  const chosen = localStorage.getItem(KEY);
  if (chosen === 'scroll' || chosen === 'pages') return chosen;
  return window.matchMedia('(max-width: 599px)').matches ? 'pages' : 'scroll';
}

export function saveListMode(mode: ListMode): void {
  localStorage.setItem(KEY, mode);
  for (const listener of listeners) listener();
}

export function subscribeToListMode(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
