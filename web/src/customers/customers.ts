import { keepPreviousData, type QueryClient, queryOptions, replaceEqualDeep } from '@tanstack/react-query';
import { api, data } from '../api/client';
import type { components } from '../api/generated/customer-service';

export type Customer = components['schemas']['CustomerItem'];
export type MaskedCustomer = components['schemas']['MaskedCustomer'];
export type Sort = NonNullable<
  NonNullable<
    import('../api/generated/customer-service').operations['listCustomers']['parameters']['query']
  >['sort']
>;

/** What a list of customers shows: all of it stands in the page's address. */
export interface ListSearch {
  q?: string;
  f?: string;
  sort?: Sort;
  after?: string;
  before?: string;
  /** The columns shown, by commas, with widths that were changed; the usual ones if absent. */
  cols?: string;
  /** The view that the list began with; all customers if absent. */
  view?: string;
  /** The customer whose panel is open. */
  c?: string;
}

export interface Where {
  teamId: string;
  productId: string;
}

const PAGE = 100;

function readList(where: Where, search: ListSearch, signal?: AbortSignal) {
  const { q, f, sort, after, before } = search;
  return data(
    api.GET('/api/v1/teams/{teamId}/products/{productId}/customers', {
      params: { path: where, query: { limit: PAGE, q, f, sort, after, before } },
      signal,
    }),
  );
}

function readCount(where: Where, { q, f }: ListSearch, signal?: AbortSignal) {
  return data(
    api.GET('/api/v1/teams/{teamId}/products/{productId}/customers/count', {
      params: { path: where, query: { q, f } },
      signal,
    }),
  );
}

// A list does not move under its reader because they come back to its window.
const STILL = { refetchOnWindowFocus: false, refetchOnReconnect: false } as const;

/** A page. All that depends on a product's customers has a key that begins alike: it goes stale at once. */
export function listQuery(where: Where, { q, f, sort, after, before }: ListSearch) {
  return queryOptions({
    queryKey: ['customers', where, 'list', { q, f, sort, after, before }],
    queryFn: ({ signal }) => readList(where, { q, f, sort, after, before }, signal),
    placeholderData: keepPreviousData,
    ...STILL,
  });
}

export function countQuery(where: Where, { q, f }: ListSearch) {
  return queryOptions({
    queryKey: ['customers', where, 'count', { q, f }],
    queryFn: ({ signal }) => readCount(where, { q, f }, signal),
    placeholderData: keepPreviousData,
    ...STILL,
  });
}

/** Whether the server has something else for a list by now than what is shown of it. */
export async function isOutdated(
  queries: QueryClient,
  where: Where,
  search: ListSearch,
): Promise<boolean> {
  const list = queries.getQueryData(listQuery(where, search).queryKey);
  const total = queries.getQueryData(countQuery(where, search).queryKey);
  if (!list || !total) return false;
  const [listNow, totalNow] = await Promise.all([
    readList(where, search),
    readCount(where, search),
  ]);
  // Cursors are others each time.
  const shown = { items: list.items, total };
  return replaceEqualDeep(shown, { items: listNow.items, total: totalNow }) !== shown;
}

/** How the keys of changes by hand begin. */
export const EDIT = 'edit-customer';

/** The key of changes by hand of one customer. */
export function editKey(where: Where, customerId: string): string[] {
  return [EDIT, where.productId, customerId];
}

/**
 * Reads again what depends on customers after one was changed by hand, but for lists: they stay as
 * they are until their reader asks for them.
 */
export async function readAroundLists(queries: QueryClient, where: Where): Promise<void> {
  staleLists(queries, where);
  await queries.invalidateQueries({
    queryKey: ['customers', where],
    predicate: (query) => query.queryKey[2] !== 'list',
  });
}

/** Lists are not taken from memory when somebody comes to them again. */
export function staleLists(queries: QueryClient, where: Where): void {
  void queries.invalidateQueries({ queryKey: ['customers', where, 'list'], refetchType: 'none' });
}

/** Shows a customer as they are now in each list that has them, where they stand. */
export function showInLists(queries: QueryClient, where: Where, customer: Customer): void {
  for (const list of queries.getQueryCache().findAll({ queryKey: ['customers', where, 'list'] })) {
    const page = list.state.data as { items: (Customer | MaskedCustomer)[] } | undefined;
    if (!page?.items.some((each) => each.id === customer.id)) continue;
    const items = page.items.map((each) => (each.id === customer.id ? customer : each));
    // The list is as old as it was, and stale if it was.
    const { dataUpdatedAt: updatedAt, isInvalidated } = list.state;
    queries.setQueryData(list.queryKey, { ...page, items }, { updatedAt });
    if (isInvalidated) list.invalidate();
  }
}

export function customerQuery(where: Where, customerId: string) {
  return queryOptions({
    queryKey: ['customers', where, 'one', customerId],
    queryFn: () =>
      data(
        api.GET('/api/v1/teams/{teamId}/products/{productId}/customers/{customerId}', {
          params: { path: { ...where, customerId } },
        }),
      ),
  });
}

/** Where a product's amounts come from. */
export function sourcesQuery(where: Where) {
  return queryOptions({
    queryKey: ['customers', where, 'sources'],
    queryFn: () =>
      data(
        api.GET('/api/v1/teams/{teamId}/products/{productId}/sources', {
          params: { path: where },
        }),
      ),
  });
}

/** What all customers of a product paid by month, and whose value moved most lately. */
export type ProductPayments = components['schemas']['ProductPayments'];

export function productPaymentsQuery(where: Where) {
  return queryOptions({
    queryKey: ['customers', where, 'product-payments'],
    queryFn: ({ signal }) =>
      data(
        api.GET('/api/v1/teams/{teamId}/products/{productId}/customers/payments', {
          params: { path: where },
          signal,
        }),
      ),
  });
}

/** Whether amounts came with a customer: viewers get none. */
export function isWhole(customer: Customer | MaskedCustomer): customer is Customer {
  return 'net' in customer;
}

/** Where a list is to be had as a file, in the language of the page. */
export function fileAddress(
  file: 'customers/export.csv' | 'value-matrix/export.csv',
  where: Where,
  list: Pick<ListSearch, 'q' | 'f' | 'sort'>,
): string {
  const query = new URLSearchParams({ lang: document.documentElement.lang });
  for (const name of ['sort', 'q', 'f'] as const) {
    if (list[name]) query.set(name, list[name]);
  }
  return `/api/v1/teams/${where.teamId}/products/${where.productId}/${file}?${query}`;
}
