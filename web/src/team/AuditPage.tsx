import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { useTeam } from '../session/session';
import { count } from '../ui/format';
import { More } from '../ui/More';
import { Page } from '../ui/Page';
import { ProblemNotice } from '../ui/problem';
import { AuditEntry } from './AuditEntry';
import { AuditFilters } from './AuditFilters';
import { auditFile, auditQuery, type AuditSearch } from './audit';
import { useMemberNames } from './members';

/** Who changed what (D8), with proof that nobody has changed the record of it. */
export function AuditPage() {
  const { t } = useTranslation();
  const team = useTeam();
  const search: AuditSearch = useSearch({ strict: false });
  const names = useMemberNames(team.id);
  const path = { teamId: team.id };
  const log = useInfiniteQuery({
    queryKey: ['audit', team.id, search],
    queryFn: ({ pageParam }) =>
      data(
        api.GET('/api/v1/teams/{teamId}/audit', {
          params: { path, query: { ...auditQuery(search), limit: 100, before: pageParam } },
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
  const file = auditFile(team.id, search);
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
          <a className="button" href={file.href} download>
            {t(file.whole ? 'audit.export' : 'audit.exportShown')}
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
        <AuditFilters search={search} />
        {!file.whole && <p className="muted">{t('audit.exportNote')}</p>}
        {log.isError && <ProblemNotice failure={log.error} retry={() => void log.refetch()} />}
        {log.isSuccess && entries.length === 0 && <p role="status">{t('audit.none')}</p>}
        {entries.length > 0 && (
          <div className="sheet scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('audit.at')}</th>
                  <th scope="col">{t('audit.who')}</th>
                  <th scope="col">{t('audit.what')}</th>
                  <th scope="col">{t('audit.record')}</th>
                  <th scope="col">{t('audit.fields')}</th>
                  <th scope="col">{t('audit.from')}</th>
                </tr>
              </thead>
              <tbody>
                {entries.map((entry) => (
                  <AuditEntry key={entry.seq} entry={entry} search={search} names={names} />
                ))}
              </tbody>
            </table>
          </div>
        )}
        {log.hasNextPage && (
          <div className="row">
            <More of={log}>{t('audit.more')}</More>
          </div>
        )}
      </div>
    </Page>
  );
}
