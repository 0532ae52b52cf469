import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Product, Team } from '../session/session';
import { membersQuery } from '../team/members';
import { productQuery } from '../team/product';

/** What a member is told on the pages of a product that they may only look at. */
export function useForeignNote(
  team: Team | undefined,
  product: Product | undefined,
): string | undefined {
  const { t } = useTranslation();
  const foreign = team?.role === 'member' && product !== undefined && !product.own;
  const view = useQuery({
    ...productQuery(team?.id ?? '', product?.id ?? ''),
    enabled: foreign,
    staleTime: 60_000,
  });
  const members = useQuery({
    ...membersQuery(team?.id ?? ''),
    enabled: foreign,
    staleTime: 60_000,
  });
  if (!foreign || !view.data || !members.data) return undefined;
  // Who has left the team, or only views by now, changes nothing any more.
  const creator = members.data.items.find(
    (each) => each.id === view.data.createdBy && each.role !== 'viewer',
  );
  return creator ? t('frame.foreign', { who: creator.name }) : t('frame.foreignTeam');
}
