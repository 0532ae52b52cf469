import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { useTeam } from '../session/session';
import { Moment } from '../ui/Moment';
import { More } from '../ui/More';
import { Page } from '../ui/Page';
import { ProblemNotice } from '../ui/problem';
import { inboxQuery } from './inbox';
import styles from './Inbox.module.css';

/** What one is told of in a team. */
export function InboxPage() {
  const { t } = useTranslation();
  const team = useTeam();
  const queries = useQueryClient();
  const inbox = useInfiniteQuery(inboxQuery(team.id));
  const entries = inbox.data?.pages.flatMap((page) => page.items) ?? [];
  const unread = inbox.data?.pages[0]?.unread ?? 0;
  const newest = entries[0]?.id;
  const reload = () => queries.invalidateQueries({ queryKey: ['inbox', team.id] });
  const read = useMutation({
    mutationFn: (entryId: string) =>
      data(
        api.POST('/api/v1/teams/{teamId}/inbox/{entryId}/read', {
          params: { path: { teamId: team.id, entryId } },
        }),
      ),
    onSettled: reload,
  });
  // What comes in meanwhile was not seen: it stays unread.
  const readAll = useMutation({
    mutationFn: (upTo: string) =>
      data(
        api.POST('/api/v1/teams/{teamId}/inbox/read', {
          params: { path: { teamId: team.id }, query: { upTo } },
        }),
      ),
    onSettled: reload,
  });
  return (
    <Page
      title={t('inbox.title')}
      context={team.name}
      action={
        unread > 0 &&
        newest && (
          <button type="button" disabled={readAll.isPending} onClick={() => readAll.mutate(newest)}>
            {t('inbox.readAll')}
          </button>
        )
      }
    >
      {inbox.isError && <ProblemNotice failure={inbox.error} retry={() => void inbox.refetch()} />}
      {read.isError && <ProblemNotice failure={read.error} />}
      {readAll.isError && <ProblemNotice failure={readAll.error} />}
      {inbox.isPending ? (
        <div className="sheet pad muted">{t('state.loading')}</div>
      ) : entries.length === 0 ? (
        <div className="sheet pad">
          <p>{t('inbox.empty')}</p>
        </div>
      ) : (
        <ul className={`sheet ${styles.list}`}>
          {entries.map((entry) => (
            <li key={entry.id} data-unread={!entry.read || undefined}>
              <div>
                <strong>
                  {!entry.read && <span className={styles.dot} role="img" aria-label={t('inbox.unread')} />}
                  {entry.productId && entry.importId ? (
                    <Link
                      to="/t/$team/p/$product/imports/$importId"
                      params={{
                        team: team.id,
                        product: entry.productId,
                        importId: entry.importId,
                      }}
                      onClick={() => !entry.read && read.mutate(entry.id)}
                    >
                      {entry.title}
                    </Link>
                  ) : (
                    entry.title
                  )}
                </strong>
                <p>{entry.text}</p>
              </div>
              <div className={styles.side}>
                <span className="muted">
                  <Moment at={entry.occurredAt} />
                </span>
                {!entry.read && (
                  <button
                    type="button"
                    className="quiet"
                    aria-label={t('inbox.readOne', { title: entry.title })}
                    onClick={() => read.mutate(entry.id)}
                  >
                    {t('inbox.read')}
                  </button>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      {inbox.hasNextPage && (
        <div className="row">
          <More of={inbox}>{t('inbox.more')}</More>
        </div>
      )}
    </Page>
  );
}
