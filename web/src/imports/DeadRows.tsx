import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { may, type Product, type Team } from '../session/session';
import { count } from '../ui/format';
import { ProblemNotice } from '../ui/problem';
import { type ImportState, importQuery } from './imports';

interface Props {
  state: ImportState;
  team: Team;
  product: Product;
}

/** Rows that were fine and could not be written all the same: they wait here to be tried again. */
export function DeadRows({ state, team, product }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const path = { teamId: team.id, importId: state.id };
  const key = ['dead-rows', team.id, state.id];
  const dead = useQuery({
    queryKey: key,
    queryFn: () =>
      data(api.GET('/api/v1/teams/{teamId}/imports/{importId}/dead-rows', { params: { path } })),
  });
  const replay = useMutation({
    mutationFn: () =>
      data(
        api.POST('/api/v1/teams/{teamId}/imports/{importId}/dead-rows/replay', {
          params: { path },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: key });
      await queries.invalidateQueries({ queryKey: importQuery(team.id, state.id).queryKey });
    },
  });
  const rows = dead.data?.items ?? [];
  if (rows.length === 0 && !replay.data) return null;
  return (
    <section className="sheet pad stack">
      <div className="row between">
        <h2>{t('dead.title')}</h2>
        {rows.length > 0 && may(product, 'import-customers') && (
          <button type="button" disabled={replay.isPending} onClick={() => replay.mutate()}>
            {t('dead.replay')}
          </button>
        )}
      </div>
      {replay.isError && <ProblemNotice failure={replay.error} />}
      {replay.data && (
        <p role="status">
          {t('dead.replayed', {
            merged: count(replay.data.merged),
            rejected: count(replay.data.rejected),
            dead: count(replay.data.dead),
          })}
        </p>
      )}
      {rows.length > 0 && (
        <p>
          {t('dead.text', { count: rows.length })}{' '}
          {rows
            .slice(0, 20)
            .map((row) => count(row.row))
            .join(', ')}
          {rows.length > 20 && ' …'}
        </p>
      )}
    </section>
  );
}
