import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { count } from '../ui/format';
import { ProblemNotice } from '../ui/problem';
import { type BulkChange, bulkQuery, isUnderWay, progressOf } from './bulk';
import styles from './Customers.module.css';
import type { Where } from './customers';

interface Props {
  where: Where;
  bulkId: string;
  /** What lists show has changed. */
  onChanged: () => void;
  onDismiss: () => void;
}

/** How far a change of many customers is, what it did, and the way back. */
export function BulkJob({ where, bulkId, onChanged, onDismiss }: Props) {
  const { t } = useTranslation();
  const job = useQuery(bulkQuery(where, bulkId));
  const change = job.data;
  const status = change?.status;
  // What the list shows is read again once the change is through while somebody looks.
  const seen = useRef<string>(undefined);
  const read = useEffectEvent(onChanged);
  useEffect(() => {
    const before = seen.current;
    seen.current = status;
    const ended = status === 'finished' || status === 'undone';
    if (before === undefined || !ended) return;
    read();
  }, [status]);
  const undo = useUndoBulk(where);
  if (job.isError) return <ProblemNotice failure={job.error} retry={() => void job.refetch()} />;
  if (!change) return null;
  const { done, of } = progressOf(change);
  return (
    <section className={`sheet pad row between ${styles.job}`} aria-label={t('bulk.job')}>
      <div className="stack">
        <span role="status">{told(change, t)}</span>
        {isUnderWay(change) && (
          <progress
            max={Math.max(of, 1)}
            value={done}
            aria-label={t('bulk.job')}
            aria-valuetext={t('bulk.progress', { done: count(done), of: count(of) })}
          />
        )}
        {undo.isError && <ProblemNotice failure={undo.error} />}
      </div>
      {!isUnderWay(change) && (
        <span className="row">
          {change.status === 'finished' && change.changed > 0 && (
            <button type="button" disabled={undo.isPending} onClick={() => undo.mutate(change)}>
              {t('bulk.undo')}
            </button>
          )}
          <button type="button" className="quiet" onClick={onDismiss}>
            {t('bulk.dismiss')}
          </button>
        </span>
      )}
    </section>
  );
}

/** Takes a change of many customers back. */
export function useUndoBulk(where: Where) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (of: BulkChange) =>
      data(
        api.POST('/api/v1/teams/{teamId}/products/{productId}/bulk-changes/{bulkId}/undo', {
          params: { path: { ...where, bulkId: of.id } },
        }),
      ),
    onSuccess: (change) =>
      queries.setQueryData(bulkQuery(where, change.id).queryKey, change),
    onSettled: () => queries.invalidateQueries({ queryKey: ['bulk-changes', where] }),
  });
}

/** What a change is doing or did, in words. */
export function told(
  change: BulkChange,
  t: (key: string, values?: Record<string, unknown>) => string,
): string {
  const { done, of } = progressOf(change);
  const what = t(`bulk.kind.${change.kind}`) + (change.tags.length ? `: ${change.tags.join(', ')}` : '');
  const values = {
    what,
    done: count(done),
    of: count(of),
    changed: count(change.changed),
    skipped: count(change.skipped),
    restored: count(change.restored),
    kept: count(change.kept),
  };
  return t(`bulk.told.${change.status}`, values);
}
