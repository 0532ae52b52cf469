import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { useTeam } from '../session/session';
import { count, moment } from '../ui/format';
import { Page } from '../ui/Page';
import { ProblemNotice } from '../ui/problem';

/** Who changed what (D8), with proof that nobody has changed the record of it. */
export function AuditPage() {
  const { t } = useTranslation();
  const team = useTeam();
  const [action, setAction] = useState('');
  const path = { teamId: team.id };
  const log = useInfiniteQuery({
    queryKey: ['audit', team.id, action],
    queryFn: ({ pageParam }) =>
      data(
        api.GET('/api/v1/teams/{teamId}/audit', {
          params: {
            path,
            query: { limit: 100, action: action || undefined, before: pageParam },
          },
        }),
      ),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const verification = useQuery({
    queryKey: ['audit-verification', team.id],
    queryFn: () => data(api.GET('/api/v1/teams/{teamId}/audit/verification', { params: { path } })),
    enabled: false,
  });
  const entries = log.data?.pages.flatMap((page) => page.items) ?? [];
  const checked = verification.data;
  return (
    <Page
      title={t('audit.title')}
      context={team.name}
      action={
        <div className="row">
          <button
            type="button"
            disabled={verification.isFetching}
            onClick={() => void verification.refetch()}
          >
            {t('audit.verify')}
          </button>
          <a className="button" href={`/api/v1/teams/${team.id}/audit/export?format=csv`} download>
            {t('audit.export')}
          </a>
        </div>
      }
    >
      <div className="stack">
        {verification.isError && <ProblemNotice failure={verification.error} />}
        {checked && (
          <div className={`notice ${checked.broken == null ? 'ok' : 'danger'}`} role="status">
            {checked.broken == null
              ? t('audit.whole', { shown: count(checked.entries), count: checked.entries })
              : t('audit.broken', { entry: count(checked.broken) })}
          </div>
        )}
        <label className="row">
          {t('audit.about')}
          <select value={action} onChange={(event) => setAction(event.target.value)}>
            <option value="">{t('audit.everything')}</option>
            {['import', 'customer', 'cleanup', 'product', 'member', 'invitation', 'team', 'api-key', 'account'].map(
              (each) => (
                <option key={each} value={each}>
                  {t(`audit.kind.${each}`)}
                </option>
              ),
            )}
          </select>
        </label>
        {log.isError && <ProblemNotice failure={log.error} retry={() => void log.refetch()} />}
        <div className="sheet scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('audit.at')}</th>
                <th scope="col">{t('audit.who')}</th>
                <th scope="col">{t('audit.what')}</th>
                <th scope="col">{t('audit.fields')}</th>
                <th scope="col">{t('audit.from')}</th>
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <tr key={entry.seq}>
                  <td>{moment(entry.at)}</td>
                  <td>
                    {entry.userName ?? t(entry.via === 'system' ? 'audit.system' : 'audit.nobody')}
                    {entry.via === 'api-key' && <span className="chip">API</span>}
                  </td>
                  <td>{t(`audit.action.${entry.action}`, { defaultValue: entry.action })}</td>
                  <td>
                    {entry.fields.map((field) => (
                      <div key={field.name}>
                        {t(`field.${field.name}`, { defaultValue: field.name })}:{' '}
                        {field.erased
                          ? t('audit.erased')
                          : [field.before, field.after].filter((each) => each != null).join(' → ')}
                      </div>
                    ))}
                  </td>
                  <td className="muted">{entry.clientAddress}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {log.hasNextPage && (
          <div className="row">
            <button
              type="button"
              disabled={log.isFetchingNextPage}
              onClick={() => void log.fetchNextPage()}
            >
              {t('audit.more')}
            </button>
          </div>
        )}
      </div>
    </Page>
  );
}
