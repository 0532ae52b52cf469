import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import type { Product, Team } from '../session/session';
import { Dialog } from '../ui/Dialog';
import { type Amount, count, money } from '../ui/format';
import { ProblemNotice } from '../ui/problem';
import { type ImportState, importQuery } from './imports';
import { UndoEdited } from './UndoEdited';

const LEARNS_WITHIN_TRIES = 40;
const BETWEEN_TRIES_MILLIS = 250;

interface Props {
  state: ImportState;
  team: Team;
  product: Product;
  onClose: () => void;
}

/** Asks before an import is taken back, with what exactly that would do (A9). */
export function UndoDialog({ state, team, product, onClose }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const path = { teamId: team.id, importId: state.id };
  const look = useMutation({
    mutationFn: () =>
      data(
        api.POST('/api/v1/teams/{teamId}/imports/{importId}/undo', {
          params: { path },
          body: { dryRun: true },
        }),
      ),
  });
  const begin = look.mutate;
  useEffect(() => begin(), [begin]);
  const begun = look.data?.version;
  const report = useQuery({
    // Of this look: what an earlier one has found may not be true any more.
    queryKey: ['undo', team.id, state.id, begun],
    queryFn: () =>
      data(api.GET('/api/v1/teams/{teamId}/imports/{importId}/undo', { params: { path } })),
    enabled: begun !== undefined,
    refetchInterval: (query) => (query.state.data?.dryRun?.finishedAt ? false : 500),
  });
  const undo = useMutation({
    mutationFn: () =>
      data(
        api.POST('/api/v1/teams/{teamId}/imports/{importId}/undo', { params: { path }, body: {} }),
      ),
    onSuccess: async () => {
      // The import's own state learns of it through a topic, in a moment.
      for (let tries = 0; tries < LEARNS_WITHIN_TRIES; tries++) {
        const known = await queries.fetchQuery({
          ...importQuery(team.id, state.id),
          staleTime: 0,
        });
        if (known.run?.undo) break;
        await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MILLIS));
      }
      await queries.invalidateQueries({ queryKey: ['imports', team.id] });
      onClose();
    },
  });
  const would = ({ gone, reversed, kept }: { gone: number; reversed: number; kept: number }) =>
    [
      gone > 0 && t('undo.wouldRemove', { count: gone, shown: count(gone) }),
      reversed > 0 && t('undo.wouldReverse', { count: reversed, shown: count(reversed) }),
      kept > 0 && t('undo.wouldKeep', { count: kept, shown: count(kept) }),
    ]
      .filter((part) => part !== false)
      .join(' ') || t('undo.wouldNothing');
  const found = report.data?.dryRun?.finishedAt ? report.data.dryRun : null;
  return (
    <Dialog title={t('undo.title', { file: state.fileName })} onClose={onClose}>
      {look.isError && <ProblemNotice failure={look.error} retry={() => look.mutate()} />}
      {report.isError && <ProblemNotice failure={report.error} />}
      <div role="status">
        {!found && t('undo.looking')}
        {found && <p>{would(found)}</p>}
        {found && found.edited > 0 && (
          <p>{t('undo.edited', { count: found.edited, shown: count(found.edited) })}</p>
        )}
        {found && found.failed > 0 && (
          <p>{t('undo.wouldFail', { count: found.failed, shown: count(found.failed) })}</p>
        )}
        {found && found.amounts.length > 0 && (
          <p>{t('undo.sum', { sum: found.amounts.map(taken).join(' · ') })}</p>
        )}
      </div>
      {found && found.edited > 0 && (
        <UndoEdited
          importId={state.id}
          team={team}
          product={product}
          version={found.version}
          dryRun
          edited={found.edited}
        />
      )}
      {undo.isError && <ProblemNotice failure={undo.error} />}
      <div className="row">
        <button type="button" onClick={onClose}>
          {t('action.cancel')}
        </button>
        <button
          type="button"
          className="danger"
          disabled={!found || undo.isPending}
          onClick={() => undo.mutate()}
        >
          {t('undo.action')}
        </button>
      </div>
    </Dialog>
  );
}

/** What is missing from a sum once an amount is taken back. */
function taken({ minor, currency }: Amount): string {
  return money({ minor: (-BigInt(minor)).toString(), currency });
}
