import { queryOptions } from '@tanstack/react-query';
import { api, data } from '../api/client';

/** Where a product's amounts come from; told anew with its customers. */
export function sourcesQuery(teamId: string, productId: string) {
  const where = { teamId, productId };
  return queryOptions({
    queryKey: ['customers', where, 'sources'],
    queryFn: () =>
      data(
        api.GET('/api/v1/teams/{teamId}/products/{productId}/sources', { params: { path: where } }),
      ),
  });
}
