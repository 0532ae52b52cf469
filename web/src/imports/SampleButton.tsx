import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import sample from '../../../samples/kunden-excel.csv?url';
import { ApiError } from '../api/client';
import { ProblemNotice } from '../ui/problem';
import { useUpload } from './useUpload';

/** Uploads the sample file as if the reader had chosen it: the wizard goes on from there. */
export function SampleButton() {
  const { t } = useTranslation();
  const { send, open } = useUpload();
  const take = useMutation({
    mutationFn: async () => {
      const answer = await fetch(sample).catch(() => {
        throw new ApiError(null);
      });
      if (!answer.ok) throw new ApiError(null);
      const file = new File([await answer.blob()], 'kunden-excel.csv', { type: 'text/csv' });
      return send.mutateAsync({ file });
    },
  });
  return (
    <>
      <button
        type="button"
        disabled={take.isPending}
        onClick={() => take.mutate(undefined, { onSuccess: open })}
      >
        {t('overview.sample')}
      </button>
      {take.isError && <ProblemNotice failure={take.error} />}
    </>
  );
}
