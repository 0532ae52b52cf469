import { keepPreviousData, queryOptions } from '@tanstack/react-query';
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
  /** The columns shown, by commas; the usual ones if absent. */
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

/** A page. All that depends on a product's customers has a key that begins alike: it goes stale at once. */
export function listQuery(where: Where, { q, f, sort, after, before }: ListSearch) {
  return queryOptions({
    queryKey: ['customers', where, 'list', { q, f, sort, after, before }],
    queryFn: ({ signal }) =>
      data(
        api.GET('/api/v1/teams/{teamId}/products/{productId}/customers', {
          params: { path: where, query: { limit: PAGE, q, f, sort, after, before } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function countQuery(where: Where, { q, f }: ListSearch) {
  return queryOptions({
    queryKey: ['customers', where, 'count', { q, f }],
    queryFn: ({ signal }) =>
      data(
        api.GET('/api/v1/teams/{teamId}/products/{productId}/customers/count', {
          params: { path: where, query: { q, f } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
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

export function valueQuery(where: Where, customerId: string) {
  return queryOptions({
    queryKey: ['customers', where, 'value', customerId],
    queryFn: () =>
      data(
        api.GET('/api/v1/teams/{teamId}/products/{productId}/customers/{customerId}/value', {
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
