import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import type { components } from '../api/generated/customer-service';
import { useMemberNames } from '../team/members';
import { count, money, moment } from '../ui/format';
import { More } from '../ui/More';
import { ProblemNotice } from '../ui/problem';
import styles from './Customers.module.css';
import type { Where } from './customers';

type Event = components['schemas']['CustomerEvent'];

/** What happened to a customer, the latest first; read when it is opened. */
export function CustomerHistory({ where, customerId }: { where: Where; customerId: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const history = useInfiniteQuery({
    queryKey: ['customers', where, 'history', customerId],
    queryFn: ({ pageParam, signal }) =>
      data(
        api.GET('/api/v1/teams/{teamId}/products/{productId}/customers/{customerId}/history', {
          params: { path: { ...where, customerId }, query: { limit: 50, after: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: open,
  });
  const nameOf = useMemberNames(where.teamId, open);
  const events = history.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('history.title')}</summary>
      {history.isError && (
        <ProblemNotice failure={history.error} retry={() => void history.refetch()} />
      )}
      {history.isLoading && <p className="muted">{t('state.loading')}</p>}
      <ol className={styles.history}>
        {events.map((event, place) => (
          <li key={`${event.kind}${event.at}${place}`}>
            <What event={event} where={where} />
            <span className="muted">
              {moment(event.at)}
              {event.userId && ` · ${nameOf(event.userId)}`}
            </span>
          </li>
        ))}
      </ol>
      <More of={history}>{t('history.more')}</More>
    </details>
  );
}

function What({ event, where }: { event: Event; where: Where }) {
  const { t } = useTranslation();
  switch (event.kind) {
    case 'import':
      return (
        <span>
          <Link
            to="/t/$team/p/$product/imports/$importId"
            params={{ team: where.teamId, product: where.productId, importId: event.importId ?? '' }}
          >
            {event.fileName}
          </Link>{' '}
          {event.net &&
            t('history.import', {
              source: event.sourceName,
              amount: money(event.net),
              count: event.payments ?? 0,
              shown: count(event.payments ?? 0),
            })}
        </span>
      );
    case 'edit':
      return (
        <span>
          {t('history.edit', {
            fields: event.fields
              .map((field) =>
                t(`field.${field}`, { defaultValue: field.replace(/^custom\./, '') }),
              )
              .join(', '),
          })}
        </span>
      );
    case 'priority':
      return (
        <span>
          {t('history.priority', {
            from: t(`priority.${event.previousPriority}`),
            to: t(`priority.${event.priority}`),
          })}
        </span>
      );
    case 'merge':
      return <span>{t('history.merge')}</span>;
    default:
      return <span>{t('history.created')}</span>;
  }
}
