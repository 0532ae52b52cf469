import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import type { Where } from '../customers/customers';
import { count } from '../ui/format';

/** So long nothing is asked after a key: whoever types an amount passes others on the way. */
const PAUSE_MILLIS = 400;

/** What decides the priorities; an amount that cannot be read is empty. */
export interface Ranking {
  /** Minor units as text. */
  highFrom: string;
  mediumFrom: string;
  rankBy: 'gross' | 'net';
}

interface Props {
  where: Where;
  stored: Ranking;
  typed: Ranking;
}

/** Says how many customers what was typed would give another priority, before it is saved. */
export function PriorityPreview({ where, stored, typed }: Props) {
  const { t } = useTranslation();
  const asked = useSettled(key(typed));
  const isCurrent = asked === key(typed) && asked !== key(stored) && isPossible(typed);
  const preview = useQuery({
    queryKey: ['priorities', where, asked],
    queryFn: () =>
      data(
        api.GET('/api/v1/teams/{teamId}/products/{productId}/priorities/preview', {
          params: { path: where, query: typed },
        }),
      ),
    enabled: isCurrent,
    // Customers change meanwhile.
    gcTime: 0,
    retry: false,
  });
  const said = () => {
    if (!isCurrent) return null;
    if (preview.isError) return t('priorities.unknown');
    if (!preview.data) return null;
    const { customers, approximate, high, medium, low } = preview.data;
    if (customers === 0 && !approximate) return t('priorities.same');
    const about = approximate ? '≈ ' : '';
    const parts = [
      high > 0 && t('priorities.high', { count: high, shown: count(high) }),
      medium > 0 && t('priorities.medium', { count: medium, shown: count(medium) }),
      low > 0 && t('priorities.low', { count: low, shown: count(low) }),
    ].filter((part) => part !== false);
    return (
      t('priorities.change', { count: customers, shown: about + count(customers) }) +
      (parts.length > 0 ? `: ${parts.join(', ')}.` : '.')
    );
  };
  // Stays in the document, so that what comes to be said is heard.
  return (
    <p className="muted" aria-live="polite">
      {said()}
    </p>
  );
}

function key({ highFrom, mediumFrom, rankBy }: Ranking): string {
  return [highFrom, mediumFrom, rankBy].join(' ');
}

/** Whether it can be saved; where it cannot, saving says why. */
function isPossible({ highFrom, mediumFrom }: Ranking): boolean {
  return highFrom !== '' && mediumFrom !== '' && BigInt(mediumFrom) <= BigInt(highFrom);
}

/** A value once it has not changed for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MILLIS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
