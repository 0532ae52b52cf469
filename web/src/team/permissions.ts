import { queryOptions } from '@tanstack/react-query';
import { api, data } from '../api/client';

/** Which role may do what, as the services enforce it. */
export const permissionsQuery = queryOptions({
  queryKey: ['permissions'],
  queryFn: () => data(api.GET('/api/v1/permissions')),
  staleTime: Infinity,
});
