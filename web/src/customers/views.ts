import { queryOptions } from '@tanstack/react-query';
import { api, data } from '../api/client';
import type { components } from '../api/generated/customer-service';
import type { ListSearch, Sort, Where } from './customers';

export type SavedView = components['schemas']['SavedView'];
export type SavedList = components['schemas']['SavedList'];

/** What of a list's address a view keeps. */
export type ViewedList = Pick<ListSearch, 'q' | 'f' | 'sort' | 'cols'>;

/** A tab above the list. */
export interface Tab {
  /** What stands in the address; absent for all customers. */
  id?: string;
  /** Name, or the key of one. */
  name: string;
  list: ViewedList;
  /** The view, if somebody saved it. */
  saved?: SavedView;
}

/** Tabs that everybody has; values only for those who see them. */
export function builtIn(whole: boolean): Tab[] {
  const all: Tab = { name: 'views.all', list: {} };
  const newest: Tab = {
    id: 'new',
    name: 'views.new',
    list: { f: 'created:this-month', sort: '-created' },
  };
  return whole
    ? [all, { id: 'high', name: 'views.high', list: { f: 'priority:high' } }, newest]
    : [all, newest];
}

/** The list of a saved view, as the page's address has it. */
export function listOf(view: SavedView): ViewedList {
  const { q, f, sort, cols } = view.list;
  return {
    q: q ?? undefined,
    f: f ?? undefined,
    sort: (sort as Sort | null | undefined) ?? undefined,
    cols: cols ?? undefined,
  };
}

/** What the address shows, as a view keeps it. */
export function shownList({ q, f, sort, cols }: ListSearch): SavedList {
  return { q, f, sort, cols };
}

/** Whether a list is another than a tab's; an order named is one that is not named if it is the usual. */
export function isChanged(search: ListSearch, tab: Tab, usual: Sort): boolean {
  const { list } = tab;
  return (
    (search.q ?? '') !== (list.q ?? '') ||
    (search.f ?? '') !== (list.f ?? '') ||
    (search.cols ?? '') !== (list.cols ?? '') ||
    (search.sort ?? usual) !== (list.sort ?? usual)
  );
}

export function viewsQuery(where: Where) {
  return queryOptions({
    queryKey: ['views', where],
    queryFn: () =>
      data(
        api.GET('/api/v1/teams/{teamId}/products/{productId}/views', { params: { path: where } }),
      ),
    staleTime: 30_000,
  });
}

const KEPT = 'kundenwert.list.';

const keyOf = (userId: string, productId: string) => `${KEPT}${userId}.${productId}`;

/** Keeps what somebody was shown last of a product, for the way back to its list in this browser. */
export function rememberList(userId: string, productId: string, search: ListSearch): void {
  const { q, f, sort, cols, view } = search;
  localStorage.setItem(keyOf(userId, productId), JSON.stringify({ q, f, sort, cols, view }));
}

/** What somebody was shown last of a product. */
export function lastList(userId: string, productId: string): ListSearch {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(userId, productId)) ?? '{}');
    return kept && typeof kept === 'object' ? (kept as ListSearch) : {};
  } catch {
    return {};
  }
}

/** Keeps nothing of anybody's lists any more: searches tell of people. */
export function forgetLists(): void {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(KEPT)) localStorage.removeItem(key);
  }
}
