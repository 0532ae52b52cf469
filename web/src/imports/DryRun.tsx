import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { may, type Product, type Team } from '../session/session';
import { count, money } from '../ui/format';
import { ProblemNotice } from '../ui/problem';
import { Counts } from './Counts';
import { DryRunOutcomes } from './DryRunOutcomes';
import { type ImportState, importQuery } from './imports';

interface Props {
  state: ImportState;
  team: Team;
  product: Product;
  /** Whether a choice is being saved that it has to follow. */
  saving: boolean;
  /** What has to be said before a dry run. */
  prepare: () => Promise<void>;
}

/** What the import as it is would do with the whole file, if that is asked for (A4). */
export function DryRun({ state, team, product, saving, prepare }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const key = importQuery(team.id, state.id).queryKey;
  const path = { teamId: team.id, importId: state.id };
  const begin = useMutation({
    mutationFn: async () => {
      await prepare();
      return data(
        api.POST('/api/v1/teams/{teamId}/imports/{importId}/dry-run', { params: { path } }),
      );
    },
    onSuccess: (next) => queries.setQueryData(key, next),
  });
  const stop = useMutation({
    mutationFn: () =>
      data(api.DELETE('/api/v1/teams/{teamId}/imports/{importId}/dry-run', { params: { path } })),
    onSuccess: () => void queries.invalidateQueries({ queryKey: key }),
  });
  const run = state.dryRun;
  const rows = state.analysis?.rows ?? 0;
  return (
    <section className="sheet pad stack">
      <h2>{t('check.dry')}</h2>
      {run?.status === 'finished' ? (
        <>
          <DryRunOutcomes key={run.runId} teamId={team.id} state={state} dryRun={run} />
          <p className="muted">
            {t('check.addsUp', { rows: count(run.rows ?? 0) })}
            {run.sums.length > 0 &&
              ` · ${t('check.sum', { sums: run.sums.map(money).join(' · ') })}`}
          </p>
        </>
      ) : run && !run.endedAt ? (
        <>
          <Counts run={run} />
          <progress aria-label={t('check.dry')} value={run.handled} max={run.rows ?? rows} />
          {may(product, 'cancel-import') && (
            <div className="row">
              <button
                type="button"
                disabled={stop.isPending || run.cancelling}
                onClick={() => stop.mutate()}
              >
                {t('check.dryStop')}
              </button>
            </div>
          )}
        </>
      ) : (
        <>
          {run?.failureCode && (
            <div className="notice danger">
              {t(`failure.${run.failureCode}`, {
                defaultValue: t('failure.unknown', { code: run.failureCode }),
              })}
            </div>
          )}
          <p>{t('check.dryText', { count: rows, shown: count(rows) })}</p>
          <div className="row">
            <button type="button" disabled={begin.isPending || saving} onClick={() => begin.mutate()}>
              {t('check.dryStart')}
            </button>
          </div>
        </>
      )}
      {begin.isError && <ProblemNotice failure={begin.error} />}
      {stop.isError && <ProblemNotice failure={stop.error} />}
    </section>
  );
}
