import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import {
  countQuery,
  isWhole,
  listQuery,
  type ProductPayments,
  productPaymentsQuery,
  sourcesQuery,
  type Where,
} from '../customers/customers';
import { type Payments, yearOf } from '../customers/payments';
import { PaymentsByMonth } from '../customers/PaymentsChart';
import { Priority } from '../customers/Priority';
import { sharesOf } from '../customers/sources';
import { importsQuery } from '../imports/imports';
import { Status } from '../imports/ImportsPage';
import { SampleButton } from '../imports/SampleButton';
import { may, useProduct, useTeam } from '../session/session';
import { count, type Amount, day, money, moment, percent } from '../ui/format';
import { HeroAmount } from '../ui/HeroAmount';
import { Page } from '../ui/Page';
import { ProblemNotice } from '../ui/problem';
import { Shares } from '../ui/Shares';
import { leftOut } from './leftOut';
import styles from './Overview.module.css';

/** What a product's customers are worth, at a glance; at first, how to begin. */
export function OverviewPage() {
  const { t } = useTranslation();
  const team = useTeam();
  const product = useProduct();
  const where = { teamId: team.id, productId: product.id };
  const place = { team: team.id, product: product.id };
  const whole = may(product, 'view-customers');
  const seesImports = may(product, 'view-imports');
  const total = useQuery(countQuery(where, {}));
  const high = useQuery({ ...countQuery(where, { f: 'priority:high' }), enabled: whole });
  const best = useQuery({ ...listQuery(where, { sort: '-net' }), enabled: whole });
  const payments = useQuery({ ...productPaymentsQuery(where), enabled: whole });
  const imports = useQuery({ ...importsQuery(team.id, product.id), enabled: seesImports });
  const customers = total.data?.count ?? 0;
  const net = total.data && 'net' in total.data ? (total.data.net as Amount | null) : null;
  const left = leftOut(imports.data?.items ?? []);
  return (
    <Page title={t('overview.title')} context={product.name} note={product.name}>
      <div className="stack">
        {total.isError ? (
          <ProblemNotice failure={total.error} retry={() => void total.refetch()} />
        ) : !total.data ? (
          <div className="sheet pad muted">{t('state.loading')}</div>
        ) : customers === 0 ? (
          <section className="sheet pad stack">
            <h2>{t('overview.begin')}</h2>
            <p>{t('overview.beginText')}</p>
            {may(product, 'import-customers') && (
              <div className="row">
                <Link
                  className="button primary"
                  to="/t/$team/p/$product/imports/new"
                  params={place}
                >
                  {t('overview.upload')}
                </Link>
                <SampleButton />
              </div>
            )}
          </section>
        ) : (
          <div className={styles.tiles}>
            <Tile
              label={t('overview.customers')}
              value={(total.data.approximate ? '≈ ' : '') + count(customers)}
            />
            {net && <Tile label={t('overview.net')} value={<HeroAmount of={net} />} />}
            {payments.data?.payments && <LastYear payments={payments.data.payments} />}
            {whole && high.data && customers > 0 && (
              <Tile
                label={t('overview.high')}
                value={percent(high.data.count / customers)}
                note={t('overview.highCount', {
                  count: high.data.count,
                  shown: count(high.data.count),
                })}
              />
            )}
            {left.rows > 0 && (
              <Tile
                label={t('overview.left')}
                value={count(left.rows)}
                note={
                  <Link to="/t/$team/p/$product/imports" params={place}>
                    {t('overview.leftIn', { count: left.imports, shown: count(left.imports) })}
                  </Link>
                }
              />
            )}
          </div>
        )}
        {whole && customers > 0 && <Charts where={where} />}
        {payments.isError && (
          <ProblemNotice failure={payments.error} retry={() => void payments.refetch()} />
        )}
        {customers > 0 && payments.data && <OverTime where={where} known={payments.data} />}
        {best.isError && <ProblemNotice failure={best.error} retry={() => void best.refetch()} />}
        {whole && (best.data?.items.length ?? 0) > 0 && (
          <section className="sheet pad stack">
            <div className="row between">
              <h2>{t('overview.best')}</h2>
              <Link to="/t/$team/p/$product/customers" params={place}>
                {t('overview.all')}
              </Link>
            </div>
            <table>
              <tbody>
                {best.data?.items
                  .slice(0, 8)
                  .filter(isWhole)
                  .map((customer) => (
                    <tr key={customer.id}>
                      <th scope="row">
                        <Link
                          to="/t/$team/p/$product/customers"
                          params={place}
                          search={{ c: customer.id }}
                        >
                          {customer.name ?? customer.email}
                        </Link>
                      </th>
                      <td>
                        <Priority of={customer.priority} />
                      </td>
                      <td className="number">{money(customer.net)}</td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </section>
        )}
        {imports.isError && (
          <ProblemNotice failure={imports.error} retry={() => void imports.refetch()} />
        )}
        {seesImports && (imports.data?.items.length ?? 0) > 0 && (
          <section className="sheet pad stack">
            <div className="row between">
              <h2>{t('overview.imports')}</h2>
              <Link to="/t/$team/p/$product/imports" params={place}>
                {t('overview.all')}
              </Link>
            </div>
            <table>
              <tbody>
                {imports.data?.items.slice(0, 5).map((each) => (
                  <tr key={each.id}>
                    <th scope="row">
                      <Link
                        to="/t/$team/p/$product/imports/$importId"
                        params={{ ...place, importId: each.id }}
                      >
                        {each.fileName}
                      </Link>
                    </th>
                    <td>
                      <Status of={each} />
                    </td>
                    <td>{moment(each.createdAt)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
      </div>
    </Page>
  );
}

/** What the last twelve months brought, as far as amounts have a month. */
function LastYear({ payments }: { payments: Payments }) {
  const { t } = useTranslation();
  if (payments.items.length === 0) return null;
  const { undated } = payments;
  return (
    <Tile
      label={t('overview.year')}
      value={<HeroAmount of={yearOf(payments)} />}
      note={
        BigInt(undated.minor) === 0n
          ? undefined
          : t('overview.yearWithout', { amount: money(undated) })
      }
    />
  );
}

/** Payments by month, and whose value moved most lately. */
function OverTime({ where, known }: { where: Where; known: ProductPayments }) {
  const { t } = useTranslation();
  const sources = useQuery(sourcesQuery(where));
  return (
    <div className={styles.charts}>
      {known.payments && sources.data && (
        <section className="sheet pad stack" aria-label={t('payments.title')}>
          <h2>{t('payments.title')}</h2>
          <PaymentsByMonth payments={known.payments} sources={sources.data.items} />
        </section>
      )}
      {known.moversSince && (
        <section className="sheet pad stack">
          <h2>{t('overview.movers')}</h2>
          <p className="muted">{t('overview.moversSince', { day: day(known.moversSince) })}</p>
          {known.movers.length === 0 ? (
            <p>{t('overview.noMovers')}</p>
          ) : (
            <table>
              <tbody>
                {known.movers.map(({ customer, change }) => (
                  <tr key={customer.id}>
                    <th scope="row">
                      <Link
                        to="/t/$team/p/$product/customers"
                        params={{ team: where.teamId, product: where.productId }}
                        search={{ c: customer.id }}
                      >
                        {customer.name ?? customer.email}
                      </Link>
                    </th>
                    <td className="number">
                      <span aria-hidden>{BigInt(change.minor) > 0n ? '▲ ' : '▼ '}</span>
                      {BigInt(change.minor) > 0n && '+'}
                      {money(change)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
      )}
    </div>
  );
}

const LEVELS = ['high', 'medium', 'low'] as const;

/** Where the value comes from, and how the customers rank. */
function Charts({ where }: { where: Where }) {
  const { t } = useTranslation();
  const totals = useQuery({
    queryKey: ['customers', where, 'totals'],
    queryFn: () =>
      data(
        api.GET('/api/v1/teams/{teamId}/products/{productId}/value-matrix', {
          params: { path: where, query: { limit: 1 } },
        }),
      ),
  });
  const levels = useQueries({
    queries: LEVELS.map((level) => countQuery(where, { f: `priority:${level}` })),
  });
  const failed = [totals, ...levels].filter((each) => each.isError);
  if (failed[0]) {
    return (
      <ProblemNotice
        failure={failed[0].error}
        retry={() => failed.forEach((each) => void each.refetch())}
      />
    );
  }
  const columns = totals.data?.totals?.sources ?? [];
  const sources = totals.data?.columns ?? [];
  return (
    <div className={styles.charts}>
      {columns.length > 0 && (
        <section className="sheet pad">
          <Shares
            title={t('overview.bySource')}
            parts={sharesOf(
              columns.map(({ sourceId, sum }) => ({
                sourceId,
                name: sources.find((each) => each.sourceId === sourceId)?.name ?? '',
                net: sum.net,
              })),
              sources,
              t('sources.others'),
            )}
          />
        </section>
      )}
      {levels.every((level) => level.data) && (
        <section className="sheet pad">
          <Shares
            title={t('overview.byPriority')}
            parts={LEVELS.map((level, place) => ({
              name: t(`priority.${level}`),
              value: levels[place]?.data?.count ?? 0,
              shown: count(levels[place]?.data?.count ?? 0),
              colour: `var(--priority-${level})`,
            }))}
          />
        </section>
      )}
    </div>
  );
}

function Tile({ label, value, note }: { label: string; value: ReactNode; note?: ReactNode }) {
  return (
    <div className={`sheet ${styles.tile}`}>
      <div className="muted">{label}</div>
      <div className={styles.value}>{value}</div>
      {note && <div className="muted">{note}</div>}
    </div>
  );
}
