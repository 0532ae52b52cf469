import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { may, type Product, type Team } from '../session/session';
import { count, money, percent } from '../ui/format';
import { ProblemNotice } from '../ui/problem';
import { Counts } from './Counts';
import { DeadRows } from './DeadRows';
import { hasEnded, type ImportState, importQuery, type Run } from './imports';
import { UndoDialog } from './UndoDialog';

interface Props {
  state: ImportState;
  team: Team;
  product: Product;
}

/** The last step: how far the run is, then what became of every row. */
export function RunStep({ state, team, product }: Props) {
  const run = state.run;
  if (!run) return null;
  return hasEnded(state) ? (
    <Result state={state} run={run} team={team} product={product} />
  ) : (
    <Progress state={state} run={run} team={team} />
  );
}

function Progress({ state, run, team }: { state: ImportState; run: Run; team: Team }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const cancel = useMutation({
    mutationFn: () =>
      data(
        api.POST('/api/v1/teams/{teamId}/imports/{importId}/cancel', {
          params: { path: { teamId: team.id, importId: state.id } },
        }),
      ),
    onSuccess: (next) => queries.setQueryData(importQuery(team.id, state.id).queryKey, next),
  });
  const rows = run.rows ?? state.analysis?.rows ?? 0;
  const share = rows === 0 ? 0 : run.handled / rows;
  useEffect(() => {
    document.title = `${percent(share)} · ${state.fileName} · Kundenwert`;
  }, [share, state.fileName]);
  return (
    <div className="sheet pad stack">
      <label htmlFor="run-progress">
        {run.queued
          ? t('run.queued')
          : t('run.progress', { handled: count(run.handled), rows: count(rows) })}
        {run.rate != null && ` · ${t('run.rate', { rate: count(Math.round(run.rate)) })}`}
        {run.etaSeconds != null && ` · ${t('run.eta', { count: Math.max(1, run.etaSeconds) })}`}
      </label>
      <progress id="run-progress" value={run.handled} max={Math.max(1, rows)} />
      <div className="hidden" aria-live="polite">
        {t('run.quarters', { percent: percent(Math.floor(share * 4) / 4) })}
      </div>
      <Counts run={run} />
      <p className="muted">{t('run.leave')}</p>
      {cancel.isError && <ProblemNotice failure={cancel.error} />}
      <div className="row">
        <button
          type="button"
          disabled={cancel.isPending || run.cancelling}
          onClick={() => cancel.mutate()}
        >
          {run.cancelling ? t('run.stopping') : t('run.stop')}
        </button>
      </div>
    </div>
  );
}

function Result({ state, run, team, product }: { state: ImportState; run: Run } & Omit<Props, 'state'>) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const place = { team: team.id, product: product.id };
  const undo = run.undo;
  return (
    <div className="stack">
      <section className="sheet pad stack">
        <h2>{t(`run.${state.status}`)}</h2>
        {run.failureCode && (
          <div className="notice danger">
            {t(`failure.${run.failureCode}`, {
              defaultValue: t('failure.unknown', { code: run.failureCode }),
            })}
          </div>
        )}
        <Counts run={run} />
        <p className="muted">
          {t('check.addsUp', { rows: count(run.rows ?? run.handled) })}
          {run.sums.length > 0 && ` · ${run.sums.map(money).join(' · ')}`}
        </p>
        {undo && (
          <div className="notice warn" role="status">
            <strong>{t(`undo.${undo.status}`)}</strong>
            <p>
              {t('undo.report', {
                reversed: count(undo.reversed),
                gone: count(undo.gone),
                kept: count(undo.kept),
                failed: count(undo.failed),
              })}
            </p>
          </div>
        )}
        <div className="row">
          <Link
            className="button primary"
            to="/t/$team/p/$product/customers"
            params={place}
            search={{ f: `import:${state.id}` }}
          >
            {t('run.view')}
          </Link>
          {may(product, 'cancel-import') && !undo && (
            <button type="button" className="danger" onClick={() => setAsking(true)}>
              {t('undo.action')}
            </button>
          )}
        </div>
      </section>
      {run.counts.rejected > 0 && <Rejected state={state} team={team} product={product} />}
      <DeadRows state={state} team={team} product={product} />
      {asking && (
        <UndoDialog state={state} team={team} onClose={() => setAsking(false)} />
      )}
    </div>
  );
}

/** Rows that were not taken, with the reason for each: to correct and hand in again. */
function Rejected({ state, team, product }: Props) {
  const { t } = useTranslation();
  const rejected = useQuery({
    queryKey: ['rejected', team.id, state.id],
    queryFn: () =>
      data(
        api.GET('/api/v1/teams/{teamId}/imports/{importId}/rejected-rows', {
          params: { path: { teamId: team.id, importId: state.id }, query: { limit: 50 } },
        }),
      ),
  });
  const place = { team: team.id, product: product.id };
  return (
    <section className="sheet pad stack">
      <div className="row between">
        <h2>{t('rejected.title')}</h2>
        <div className="row">
          <a
            className="button"
            href={`/api/v1/teams/${team.id}/imports/${state.id}/rejected-rows.csv`}
            download
          >
            {t('rejected.download')}
          </a>
          {may(product, 'import-customers') && (
            <Link
              className="button"
              to="/t/$team/p/$product/imports/new"
              params={place}
              search={{ corrects: state.id }}
            >
              {t('rejected.correct')}
            </Link>
          )}
        </div>
      </div>
      {rejected.isError && (
        <ProblemNotice failure={rejected.error} retry={() => void rejected.refetch()} />
      )}
      {rejected.data && (
        <div className="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col" className="number">
                  {t('check.row')}
                </th>
                <th scope="col">{t('rejected.reason')}</th>
              </tr>
            </thead>
            <tbody>
              {rejected.data.items.map((row) => (
                <tr key={row.row}>
                  <th scope="row" className="number">
                    {row.row}
                  </th>
                  <td>{row.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
