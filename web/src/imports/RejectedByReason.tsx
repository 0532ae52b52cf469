import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { count } from '../ui/format';
import { ProblemNotice } from '../ui/problem';
import styles from './Imports.module.css';
import type { ImportState, Run } from './imports';

/** What one answer holds at most. */
const EXAMPLES = 500;

interface Props {
  teamId: string;
  state: ImportState;
  dryRun: Run;
}

/** Rows that an import would not take: how many for which reason, and which. */
export function RejectedByReason({ teamId, state, dryRun }: Props) {
  const { t } = useTranslation();
  const { rejected, rejectedByCode } = dryRun.counts;
  const found = useQuery({
    queryKey: ['rejected', teamId, state.id, dryRun.runId],
    queryFn: () =>
      data(
        api.GET('/api/v1/teams/{teamId}/imports/{importId}/rejected-rows', {
          params: {
            path: { teamId, importId: state.id },
            query: { dryRun: true, limit: EXAMPLES },
          },
        }),
      ),
    enabled: rejected > 0,
  });
  if (rejected === 0) return null;
  const reasons = Object.entries(rejectedByCode).sort(([, a], [, b]) => b - a);
  const line = ({ row, reason }: { row: number; reason: string }) =>
    t('check.rejectedRow', { row: count(row), reason });
  return (
    <div className={styles.reasons}>
      <h3>{t('check.rejected')}</h3>
      {found.isError && (
        <ProblemNotice failure={found.error} retry={() => void found.refetch()} />
      )}
      {reasons.map(([code, rows]) => {
        const examples = found.data?.items.filter((row) => row.code === code) ?? [];
        const first = examples[0];
        if (first && rows === 1) return <div key={code}>{line(first)}</div>;
        return (
          <details key={code}>
            <summary>
              {t('check.rejectedRows', { count: rows, shown: count(rows) })}
              {first && `, ${t('check.rejectedFor', { row: count(first.row), reason: first.reason })}`}
            </summary>
            <ul>
              {examples.map((row) => (
                <li key={row.row}>{line(row)}</li>
              ))}
              {rows > examples.length && <li className="muted">{t('check.rejectedMore')}</li>}
            </ul>
          </details>
        );
      })}
      <div className="row">
        <a
          className="button"
          href={`/api/v1/teams/${teamId}/imports/${state.id}/rejected-rows.csv?dryRun=true`}
          download
        >
          {t('rejected.download')}
        </a>
      </div>
    </div>
  );
}
