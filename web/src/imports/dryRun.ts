import { queryOptions } from '@tanstack/react-query';
import { ApiError, api, data } from '../api/client';
import type { components } from '../api/generated/customer-service';

export type SampledCustomer = components['schemas']['DryRunCustomer'];
export type ChangedField = components['schemas']['DryRunField'];
export type ChangedAmount = components['schemas']['DryRunAmount'];

/** Whom a dry run would create, change and leave: it has ended, so that nothing of it changes. */
export function sampleQuery(teamId: string, importId: string, runId: string) {
  return queryOptions({
    queryKey: ['dry-run-sample', teamId, importId, runId],
    queryFn: () =>
      data(
        api.GET('/api/v1/teams/{teamId}/imports/{importId}/dry-run/sample', {
          params: { path: { teamId, importId } },
        }),
      ),
    staleTime: Infinity,
    retry: (times, failure) => times < 2 && !(failure instanceof ApiError && failure.status === 404),
  });
}

/** Names of the fields that the columns of a file call otherwise. */
const COLUMNS: Record<string, string> = {
  payments: 'payment-count',
  firstPaymentOn: 'first-payment-date',
  lastPaymentOn: 'last-payment-date',
};

/** A field by the name that columns know it by. */
export function columnOf(field: string): string {
  return COLUMNS[field] ?? field;
}
