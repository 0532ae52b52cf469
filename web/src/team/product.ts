import { queryOptions } from '@tanstack/react-query';
import { api, data } from '../api/client';

/** A product with its settings. */
export function productQuery(teamId: string, productId: string) {
  return queryOptions({
    queryKey: ['product', teamId, productId],
    queryFn: () =>
      data(
        api.GET('/api/v1/teams/{teamId}/products/{productId}', {
          params: { path: { teamId, productId } },
        }),
      ),
  });
}
