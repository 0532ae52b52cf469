import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import type { components } from '../api/generated/customer-service';
import { may, type Product } from '../session/session';
import { count, day, money } from '../ui/format';
import { More } from '../ui/More';
import { ProblemNotice } from '../ui/problem';
import type { Where } from './customers';

interface Props {
  where: Where;
  customerId: string;
  product: Product;
  open: boolean;
  onToggle: (open: boolean) => void;
  /** Gets the heading that opens it. */
  summary: Ref<HTMLElement>;
}

/** Every number explains itself (C4): the contributions, whose sum is the value. */
export function WhyThisValue({ where, customerId, product, open, onToggle, summary }: Props) {
  const { t } = useTranslation();
  const value = useInfiniteQuery({
    queryKey: ['customers', where, 'value', customerId],
    queryFn: ({ pageParam, signal }) =>
      data(
        api.GET('/api/v1/teams/{teamId}/products/{productId}/customers/{customerId}/value', {
          params: { path: { ...where, customerId }, query: { limit: 50, after: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: open,
  });
  // All but the contributions is the same on every page; the last one is the newest.
  const why = value.data?.pages.at(-1);
  const items = value.data?.pages.flatMap((page) => page.items) ?? [];
  const counted = items.filter((item) => item.counted).length;
  return (
    <details open={open} onToggle={(event) => onToggle(event.currentTarget.open)}>
      <summary ref={summary}>{t('why.title')}</summary>
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
                {items.map((item, place) => (
                  <Row
                    key={`${item.importId}${item.firstRow}${place}`}
                    item={item}
                    where={where}
                    linked={may(product, 'view-imports')}
                  />
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
          {value.hasNextPage && (
            <div className="row between">
              <span className="muted">
                {t('why.shown', { shown: count(counted), of: count(why.sum.contributions) })}
              </span>
              <More of={value}>{t('why.more')}</More>
            </div>
          )}
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

interface RowProps {
  item: components['schemas']['Contribution'];
  where: Where;
  linked: boolean;
}

/** A contribution: where it comes from, and how its amount came about if not simply paid. */
function Row({ item, where, linked }: RowProps) {
  const { t } = useTranslation();
  const rows =
    item.lastRow > item.firstRow
      ? `${count(item.firstRow)}–${count(item.lastRow)}`
      : count(item.firstRow);
  return (
    <tr>
      <td>
        {linked ? (
          <Link
            to="/t/$team/p/$product/imports/$importId"
            params={{ team: where.teamId, product: where.productId, importId: item.importId }}
          >
            {item.fileName}
          </Link>
        ) : (
          item.fileName
        )}
        <div className="muted">
          {[item.sourceName, item.externalId].filter(Boolean).join(' · ')}
        </div>
        {!item.counted && <span className="chip">{t('why.replaced')}</span>}
      </td>
      <td className="number">{rows}</td>
      <td>{item.lastPaymentOn && day(item.lastPaymentOn)}</td>
      <td className="number">
        {item.counted ? money(item.net) : <s>{money(item.net)}</s>}
        {BigInt(item.refunded.minor) !== 0n && (
          <div className="muted">
            {money(item.gross)} − {money(item.refunded)}
          </div>
        )}
      </td>
    </tr>
  );
}
