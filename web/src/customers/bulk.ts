import { queryOptions } from '@tanstack/react-query';
import { api, data } from '../api/client';
import type { components } from '../api/generated/customer-service';
import type { Where } from './customers';

export type BulkChange = components['schemas']['BulkChange'];
export type BulkKind = BulkChange['kind'];

/** Tags that somebody typed with commas between them, each once. */
export function tagsOf(typed: string): string[] {
  return [...new Set(typed.split(',').map((tag) => tag.trim()))].filter((tag) => tag !== '');
}

/** Whether a change is still being done or undone. */
export function isUnderWay(change: BulkChange): boolean {
  return change.status === 'running' || change.status === 'undoing';
}

/** How many customers a change has handled, of how many. */
export function progressOf(change: BulkChange): { done: number; of: number } {
  return change.status === 'undoing' || change.status === 'undone'
    ? { done: change.restored + change.kept, of: change.changed }
    : { done: change.changed + change.skipped, of: change.customers };
}

/** A change, asked for again while it is under way. */
export function bulkQuery(where: Where, bulkId: string) {
  return queryOptions({
    queryKey: ['bulk-changes', where, bulkId],
    queryFn: () =>
      data(
        api.GET('/api/v1/teams/{teamId}/products/{productId}/bulk-changes/{bulkId}', {
          params: { path: { ...where, bulkId } },
        }),
      ),
    refetchInterval: (query) =>
      query.state.data && !isUnderWay(query.state.data) ? false : 700,
  });
}

/** The last changes of a product. */
export function bulksQuery(where: Where) {
  return queryOptions({
    queryKey: ['bulk-changes', where],
    queryFn: () =>
      data(
        api.GET('/api/v1/teams/{teamId}/products/{productId}/bulk-changes', {
          params: { path: where },
        }),
      ),
    refetchInterval: (query) => (query.state.data?.items.some(isUnderWay) ? 1_000 : false),
  });
}
