import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { api, data } from '../api/client';
import type { components } from '../api/generated/team-service';

export type Session = components['schemas']['Session'];
export type Team = Session['teams'][number];
export type Product = Team['products'][number];

/** Who is signed in, with all that they can reach and may do: derived on the server. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => data(api.GET('/api/v1/session')),
  staleTime: 60_000,
  retry: false,
});

export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data;
}

/** The team of the page's address. */
export function useTeam(): Team {
  const { team } = useParams({ strict: false });
  const found = useSession().teams.find((each) => each.id === team);
  if (!found) throw new NotThere();
  return found;
}

/** The product of the page's address. */
export function useProduct(): Product {
  const { product } = useParams({ strict: false });
  const found = useTeam().products.find((each) => each.id === product);
  if (!found) throw new NotThere();
  return found;
}

/** Whether something may be done; what may not is not shown. */
export function may(where: { actions: string[] }, action: string): boolean {
  return where.actions.includes(action);
}

/** Another team's thing, or none: the same page for both. */
export class NotThere extends Error {}
