import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { MonthBars } from '../ui/MonthBars';
import { money, month } from '../ui/format';
import { ProblemNotice } from '../ui/problem';
import { sourcesQuery, type Where } from './customers';
import { barsOf, paidMonths, type Payments } from './payments';
import type { Source } from './sources';

/** Fewer months than this are said, not drawn. */
const POINTS = 3;

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
  const sources = useQuery(sourcesQuery(where));
  if (payments.isError) {
    return <ProblemNotice failure={payments.error} retry={() => void payments.refetch()} />;
  }
  if (!payments.data || !sources.data) return null;
  return (
    <section className="stack" aria-label={t('payments.title')}>
      <h3>{t('payments.title')}</h3>
      <PaymentsByMonth payments={payments.data} sources={sources.data.items} />
    </section>
  );
}

/** Payments by month and source as bars, what came before, and what has no month. */
export function PaymentsByMonth({
  payments,
  sources,
}: {
  payments: Payments;
  sources: Source[];
}) {
  const { t } = useTranslation();
  const { before, undated } = payments;
  const { months, series } = barsOf(payments, sources, t('sources.others'));
  const sums = paidMonths(months, series);
  const rest = [
    BigInt(before.minor) !== 0n && t('payments.before', { amount: money(before) }),
    BigInt(undated.minor) !== 0n && t('payments.undated', { amount: money(undated) }),
  ].filter(Boolean);
  return (
    <>
      {sums.length > 0 && sums.length < POINTS && (
        <p>
          {t('payments.few', {
            count: sums.length,
            months: sums
              .map(
                (each) =>
                  `${money({ minor: each.minor.toString(), currency: before.currency })} (${month(each.month)})`,
              )
              .join(', '),
          })}
        </p>
      )}
      {sums.length >= POINTS && (
        <MonthBars
          caption={t('payments.caption')}
          months={months}
          series={series}
          currency={before.currency}
        />
      )}
      {sums.length === 0 && rest.length === 0 && <p>{t('payments.none')}</p>}
      {rest.length > 0 && <p className="muted">{rest.join(' · ')}</p>}
    </>
  );
}
