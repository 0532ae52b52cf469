import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { count, day, money } from '../ui/format';
import { ProblemNotice } from '../ui/problem';
import { valueQuery, type Where } from './customers';

/** Every number explains itself (C4): the contributions, whose sum is the value. */
export function WhyThisValue({ where, customerId }: { where: Where; customerId: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const value = useQuery({ ...valueQuery(where, customerId), enabled: open });
  const why = value.data;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('why.title')}</summary>
      {value.isError && <ProblemNotice failure={value.error} retry={() => void value.refetch()} />}
      {value.isLoading && <p className="muted">{t('state.loading')}</p>}
      {why && (
        <div className="stack">
          <div className="scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('why.from')}</th>
                  <th scope="col">{t('why.row')}</th>
                  <th scope="col">{t('why.day')}</th>
                  <th scope="col" className="number">
                    {t('why.net')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {why.items.map((item, place) => (
                  <tr key={`${item.importId}${item.firstRow}${place}`}>
                    <td>
                      {item.fileName ?? item.sourceName}
                      {!item.counted && <span className="chip">{t('why.replaced')}</span>}
                    </td>
                    <td className="number">{item.firstRow != null && count(item.firstRow)}</td>
                    <td>{item.lastPaymentOn && day(item.lastPaymentOn)}</td>
                    <td className="number">{money(item.net)}</td>
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <th scope="row" colSpan={3}>
                    {t('why.sum', { count: why.sum.contributions })}
                  </th>
                  <td className="number">
                    <strong>{money(why.sum.net)}</strong>
                  </td>
                </tr>
              </tfoot>
            </table>
          </div>
          {why.monthly.amount && why.monthly.total && why.monthly.months && (
            <p>
              {t('why.monthly', {
                total: money(why.monthly.total),
                count: why.monthly.months,
                amount: money(why.monthly.amount),
              })}
            </p>
          )}
          {why.priority.comparisons.map((comparison) => (
            <p key={comparison.priority}>
              {t(comparison.holds ? 'why.reaches' : 'why.misses', {
                amount: money(comparison.amount),
                required: money({
                  minor: comparison.required,
                  currency: comparison.amount.currency,
                }),
                priority: t(`priority.${comparison.priority}`),
              })}
            </p>
          ))}
        </div>
      )}
    </details>
  );
}
