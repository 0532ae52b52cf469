import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { ProblemNotice } from '../ui/problem';
import type { Where } from './customers';

/** Brings one customer back whom a cleanup archived. */
export function RestoreCustomer({ where, customerId }: { where: Where; customerId: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const restore = useMutation({
    mutationFn: () =>
      data(
        api.POST('/api/v1/teams/{teamId}/products/{productId}/customers/{customerId}/restore', {
          params: { path: { ...where, customerId } },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['customers', where] }),
  });
  return (
    <div className="stack">
      {restore.isError && <ProblemNotice failure={restore.error} />}
      <div className="row">
        <button type="button" disabled={restore.isPending} onClick={() => restore.mutate()}>
          {t('customer.restore')}
        </button>
      </div>
    </div>
  );
}
