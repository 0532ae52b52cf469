import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';

/** Who is in a team. */
export function membersQuery(teamId: string) {
  return queryOptions({
    queryKey: ['members', teamId],
    queryFn: () =>
      data(api.GET('/api/v1/teams/{teamId}/members', { params: { path: { teamId } } })),
  });
}

/** Names of a team's members by id; those who have left are said to be gone. */
export function useMemberNames(teamId: string, wanted = true): (userId: string) => string {
  const { t } = useTranslation();
  const members = useQuery({ ...membersQuery(teamId), enabled: wanted, staleTime: 60_000 });
  return (userId) => {
    if (!members.data) return '';
    const found = members.data.items.find((member) => member.id === userId);
    return found ? found.name : t('history.formerMember');
  };
}
