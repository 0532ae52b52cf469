import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/client';
import { count } from '../ui/format';
import { ProblemNotice } from '../ui/problem';
import { OUTCOMES, type Outcome } from './Counts';
import { Changed } from './Changed';
import { DryRunCustomers } from './DryRunCustomers';
import { sampleQuery } from './dryRun';
import styles from './Imports.module.css';
import type { ImportState, Run } from './imports';
import { RejectedByReason } from './RejectedByReason';

interface Props {
  teamId: string;
  state: ImportState;
  dryRun: Run;
}

/** What a finished dry run has counted; a count opens a sample of its rows (A4). */
export function DryRunOutcomes({ teamId, state, dryRun }: Props) {
  const { t } = useTranslation();
  const panel = useId();
  // What has to be corrected is seen at once.
  const [open, setOpen] = useState<Outcome | null>(dryRun.counts.rejected > 0 ? 'rejected' : null);
  const sample = useQuery(sampleQuery(teamId, state.id, dryRun.runId));
  const rows = open ? dryRun.counts[open] : 0;
  // It is kept no longer than the file, and a later dry run takes its place.
  const gone =
    (sample.error instanceof ApiError && sample.error.status === 404) ||
    (sample.data != null && sample.data.runId !== dryRun.runId);
  return (
    <>
      <ul className={styles.outcomes}>
        {OUTCOMES.map((name) => (
          <li key={name}>
            {dryRun.counts[name] > 0 ? (
              <button
                type="button"
                aria-expanded={open === name}
                aria-controls={open === name ? panel : undefined}
                onClick={() => setOpen(open === name ? null : name)}
              >
                <span>{t(`count.${name}`)}</span>
                <strong>{count(dryRun.counts[name])}</strong>
              </button>
            ) : (
              <div>
                <span>{t(`count.${name}`)}</span>
                <strong>{count(0)}</strong>
              </div>
            )}
          </li>
        ))}
      </ul>
      {sample.data && !gone && sample.data.gross && sample.data.net && (
        <dl className={styles.sums}>
          <dt>{t('sample.gross')}</dt>
          <dd>
            <Changed amount={sample.data.gross} />
          </dd>
          <dt>{t('sample.net')}</dt>
          <dd>
            <Changed amount={sample.data.net} />
          </dd>
        </dl>
      )}
      {open && (
        <div id={panel} className="stack">
          {open === 'rejected' ? (
            <RejectedByReason teamId={teamId} state={state} dryRun={dryRun} />
          ) : gone ? (
            <p className="muted">{t('sample.gone')}</p>
          ) : sample.isError ? (
            <ProblemNotice failure={sample.error} retry={() => void sample.refetch()} />
          ) : (
            sample.data && (
              <DryRunCustomers outcome={open} customers={sample.data[open]} rows={rows} />
            )
          )}
        </div>
      )}
    </>
  );
}
