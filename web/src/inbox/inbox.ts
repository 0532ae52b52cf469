import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, data } from '../api/client';

/** One's notifications in a team, the newest first. */
export function inboxQuery(teamId: string) {
  return infiniteQueryOptions({
    queryKey: ['inbox', teamId, 'pages'],
    queryFn: ({ pageParam }) =>
      data(
        api.GET('/api/v1/teams/{teamId}/inbox', {
          params: { path: { teamId }, query: { limit: 50, after: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

/** How many of them are unread. */
export function unreadQuery(teamId: string) {
  return queryOptions({
    queryKey: ['inbox', teamId, 'unread'],
    queryFn: () =>
      data(
        api.GET('/api/v1/teams/{teamId}/inbox', {
          params: { path: { teamId }, query: { limit: 1 } },
        }),
      ),
    select: (page) => page.unread,
  });
}
