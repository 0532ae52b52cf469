import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { may, type Product, type Team } from '../session/session';
import { count, money, percent } from '../ui/format';
import { Counts } from './Counts';
import { DeadRows } from './DeadRows';
import { hasEnded, type ImportState, type Run } from './imports';
import { RejectedRows } from './RejectedRows';
import { handledShare, RunProgress } from './RunProgress';
import { UndoDialog } from './UndoDialog';
import { UndoneEdited } from './UndoEdited';

interface Props {
  state: ImportState;
  team: Team;
  product: Product;
}

/** The last step: how far the run is, then what became of every row. */
export function RunStep({ state, team, product }: Props) {
  const { t } = useTranslation();
  const run = state.run;
  if (!run) return null;
  const ended = hasEnded(state);
  return (
    <>
      {ended ? (
        <Result state={state} run={run} team={team} product={product} />
      ) : (
        <RunProgress state={state} run={run} team={team} product={product} />
      )}
      {/* Stays from the first row to the result, so that the end is told as well. */}
      <div className="hidden" aria-live="polite">
        {ended
          ? t(`run.${state.status}`)
          : t('run.quarters', { percent: percent(Math.floor(handledShare(state, run) * 4) / 4) })}
      </div>
    </>
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
        <p>
          {t('run.became', {
            changed: count(run.counts.created + run.counts.updated),
            unchanged: count(run.counts.unchanged),
            merged: count(run.counts.merged),
            rejected: count(run.counts.rejected),
          })}{' '}
          {t(state.status === 'finished' ? 'check.addsUp' : 'run.addsUp', {
            rows: count(run.rows ?? run.handled),
          })}
          {run.sums.length > 0 && ` · ${run.sums.map(money).join(' · ')}`}
        </p>
        {undo && (
          <div className="notice warn">
            <div role="status">
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
            <UndoneEdited state={state} undo={undo} team={team} product={product} />
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
      {run.counts.rejected > 0 && <RejectedRows state={state} team={team} product={product} />}
      <DeadRows state={state} team={team} product={product} />
      {asking && (
        <UndoDialog
          state={state}
          team={team}
          product={product}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
