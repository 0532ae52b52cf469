import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import sample from '../../../samples/kunden-excel.csv?url';
import { ApiError } from '../api/client';
import { useProduct, useTeam } from '../session/session';
import { ProblemNotice } from '../ui/problem';
import { importQuery, upload } from './imports';

/** Uploads the sample file as if the reader had chosen it: the wizard goes on from there. */
export function SampleButton() {
  const { t } = useTranslation();
  const team = useTeam();
  const product = useProduct();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const send = useMutation({
    mutationFn: async () => {
      const answer = await fetch(sample).catch(() => {
        throw new ApiError(null);
      });
      if (!answer.ok) throw new ApiError(null);
      return upload(
        `/api/v1/teams/${team.id}/products/${product.id}/imports`,
        new File([await answer.blob()], 'kunden-excel.csv', { type: 'text/csv' }),
        {},
        () => undefined,
        new AbortController().signal,
      );
    },
    onSuccess: async (state) => {
      queries.setQueryData(importQuery(team.id, state.id).queryKey, state);
      void queries.invalidateQueries({ queryKey: ['imports', team.id] });
      await navigate({
        to: '/t/$team/p/$product/imports/$importId',
        params: { team: team.id, product: product.id, importId: state.id },
      });
    },
  });
  return (
    <>
      <button type="button" disabled={send.isPending} onClick={() => send.mutate()}>
        {t('overview.sample')}
      </button>
      {send.isError && <ProblemNotice failure={send.error} />}
    </>
  );
}
