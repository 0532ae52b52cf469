import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { may, type Product, type Team } from '../session/session';
import { Dialog } from '../ui/Dialog';
import { count, percent } from '../ui/format';
import { ProblemNotice } from '../ui/problem';
import { Counts } from './Counts';
import { type ImportState, importQuery, isRunning, type Run } from './imports';
import { roughly } from './roughly';

/** A run that has not moved for so long is said to be held up. */
const STALLED_SECONDS = 30;

interface Props {
  state: ImportState;
  run: Run;
  team: Team;
  product: Product;
}

/** What part of a file's rows have been handled. */
export function handledShare(state: ImportState, run: Run): number {
  const rows = rowsOf(state, run);
  return rows === 0 ? 0 : run.handled / rows;
}

function rowsOf(state: ImportState, run: Run): number {
  return run.rows ?? state.analysis?.rows ?? 0;
}

/** How far a run is; it can be stopped. */
export function RunProgress({ state, run, team, product }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const rows = rowsOf(state, run);
  const share = percent(handledShare(state, run));
  const name = `${state.fileName} · ${product.name} · Kundenwert`;
  useEffect(() => {
    document.title = `${share} · ${name}`;
    return () => {
      document.title = name;
    };
  }, [share, name]);
  const stalled = useStalled(state, run, team);
  const written = t('run.progress', { handled: count(run.handled), rows: count(rows) });
  const left = run.etaSeconds == null ? null : roughly(run.etaSeconds);
  return (
    <div className="sheet pad stack">
      <label htmlFor="run-progress">
        {run.queued ? <Queued team={team} /> : written}
        {run.rate != null && ` · ${t('run.rate', { rate: count(Math.round(run.rate)) })}`}
        {left && ` · ${t(`run.eta.${left.unit}`, { count: left.count })}`}
      </label>
      <progress
        id="run-progress"
        value={run.handled}
        max={Math.max(1, rows)}
        aria-valuetext={written}
      />
      {stalled && (
        <div className="notice warn">{t(`run.stalled.${stalled.unit}`, { count: stalled.count })}</div>
      )}
      <Counts run={run} />
      <p className="muted">{t('run.leave')}</p>
      {may(product, 'cancel-import') && (
        <div className="row">
          <button type="button" disabled={run.cancelling} onClick={() => setAsking(true)}>
            {run.cancelling ? t('run.stopping') : t('run.stop')}
          </button>
        </div>
      )}
      {asking && (
        <StopDialog state={state} run={run} team={team} onClose={() => setAsking(false)} />
      )}
    </div>
  );
}

/** For how long a run has not moved, by what is known of it: a lost connection says nothing. */
function useStalled(state: ImportState, run: Run, team: Team) {
  const heardAt = useQuery(importQuery(team.id, state.id)).dataUpdatedAt;
  const position = run.queued ? 'queued' : `${run.read} ${run.published} ${run.handled}`;
  const [moved, setMoved] = useState({ position, at: heardAt });
  if (moved.position !== position) setMoved({ position, at: heardAt });
  const seconds = (heardAt - moved.at) / 1_000;
  return run.queued || seconds < STALLED_SECONDS ? null : roughly(seconds);
}

/** Why a run does not begin: others run before it. */
function Queued({ team }: { team: Team }) {
  const { t } = useTranslation();
  const imports = useQuery({
    queryKey: ['imports', team.id, 'queue'],
    queryFn: () =>
      data(
        api.GET('/api/v1/teams/{teamId}/imports', {
          params: { path: { teamId: team.id }, query: { limit: 100 } },
        }),
      ),
    refetchInterval: 5_000,
  });
  const running = imports.data?.items.filter((each) => isRunning(each) && !each.run?.queued) ?? [];
  return (
    <>
      {t('run.queued')}
      {running.length > 0 && ` ${t('run.queuedBehind', { count: running.length })}`}
    </>
  );
}

interface StopProps extends Omit<Props, 'product'> {
  onClose: () => void;
}

function StopDialog({ state, run, team, onClose }: StopProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const stop = useMutation({
    mutationFn: () =>
      data(
        api.POST('/api/v1/teams/{teamId}/imports/{importId}/cancel', {
          params: { path: { teamId: team.id, importId: state.id } },
        }),
      ),
    onSuccess: (next) => {
      queries.setQueryData(importQuery(team.id, state.id).queryKey, next);
      onClose();
    },
  });
  const written = run.handled - run.counts.rejected;
  return (
    <Dialog title={t('run.stopTitle', { file: state.fileName })} onClose={onClose}>
      <p>{t('run.stopText', { count: written, shown: count(written) })}</p>
      {stop.isError && <ProblemNotice failure={stop.error} />}
      <div className="row">
        <button type="button" onClick={onClose}>
          {t('run.goOn')}
        </button>
        <button
          type="button"
          className="danger"
          disabled={stop.isPending}
          onClick={() => stop.mutate()}
        >
          {t('run.stop')}
        </button>
      </div>
    </Dialog>
  );
}
