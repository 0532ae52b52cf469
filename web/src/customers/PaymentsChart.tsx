import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { MonthBars } from '../ui/MonthBars';
import { money } from '../ui/format';
import { ProblemNotice } from '../ui/problem';
import type { Where } from './customers';
import { barsOf } from './payments';

/** What a customer paid, by month and source. */
export function PaymentsChart({ where, customerId }: { where: Where; customerId: string }) {
  const { t } = useTranslation();
  const payments = useQuery({
    queryKey: ['customers', where, 'payments', customerId],
    queryFn: ({ signal }) =>
      data(
        api.GET('/api/v1/teams/{teamId}/products/{productId}/customers/{customerId}/payments', {
          params: { path: { ...where, customerId } },
          signal,
        }),
      ),
  });
  if (payments.isError) {
    return <ProblemNotice failure={payments.error} retry={() => void payments.refetch()} />;
  }
  if (!payments.data) return null;
  const { before, undated } = payments.data;
  const { months, series } = barsOf(payments.data);
  const rest = [
    BigInt(before.minor) !== 0n && t('payments.before', { amount: money(before) }),
    BigInt(undated.minor) !== 0n && t('payments.undated', { amount: money(undated) }),
  ].filter(Boolean);
  return (
    <section className="stack" aria-label={t('payments.title')}>
      <h3>{t('payments.title')}</h3>
      {series.length > 0 && (
        <MonthBars
          caption={t('payments.caption')}
          months={months}
          series={series}
          currency={before.currency}
        />
      )}
      {series.length === 0 && rest.length === 0 && <p>{t('payments.none')}</p>}
      {rest.length > 0 && <p className="muted">{rest.join(' · ')}</p>}
    </section>
  );
}
