import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '../api/generated/customer-service';
import { may, type Product } from '../session/session';
import { day, moment, money } from '../ui/format';
import { HeroAmount } from '../ui/HeroAmount';
import { ProblemNotice } from '../ui/problem';
import { Shares } from '../ui/Shares';
import { ChangeEmail } from './ChangeEmail';
import styles from './Customers.module.css';
import { CustomerHistory } from './CustomerHistory';
import { customerQuery, sourcesQuery, type Where } from './customers';
import { Email } from './Email';
import { EditCustomer } from './EditCustomer';
import { MergeCustomer } from './MergeCustomer';
import { PaymentsChart } from './PaymentsChart';
import { Priority } from './Priority';
import { RestoreCustomer } from './RestoreCustomer';
import { sharesOf } from './sources';
import { WhyThisValue } from './WhyThisValue';

type Whole = components['schemas']['CustomerDetail'];

interface Props {
  where: Where;
  customerId: string;
  product: Product;
  onClose: () => void;
}

/** One customer beside the list. */
export function CustomerPanel({ where, customerId, product, onClose }: Props) {
  const { t } = useTranslation();
  const customer = useQuery(customerQuery(where, customerId));
  const read = customer.data !== undefined;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, [customerId, read]);
  const [explained, setExplained] = useState(false);
  const reasons = useRef<HTMLElement>(null);
  const explain = () => {
    setExplained(true);
    reasons.current?.focus();
  };
  const whole = customer.data && 'summary' in customer.data ? customer.data : null;
  const shown = whole ? whole.summary : customer.data && 'name' in customer.data ? customer.data : null;
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape from anything within
    <aside
      className={`sheet pad stack ${styles.panel}`}
      aria-label={t('customer.panel')}
      onKeyDown={(event) => {
        // Whoever is typing loses nothing: Escape closes the panel from outside of its forms.
        if (event.key === 'Escape' && !(event.target as Element).closest('form')) onClose();
      }}
    >
      <div className="row between">
        <h2 ref={heading} tabIndex={-1}>
          {shown?.name ?? shown?.email ?? t('state.loading')}
        </h2>
        <button type="button" className="quiet" onClick={onClose} aria-label={t('customer.close')}>
          ×
        </button>
      </div>
      {customer.isError && (
        <ProblemNotice failure={customer.error} retry={() => void customer.refetch()} />
      )}
      {whole && <Value where={where} whole={whole} onExplain={explain} />}
      {shown && (
        <dl className={styles.facts}>
          <Fact label={t('customer.email')} value={<Email of={shown} />} />
          <Fact label={t('customer.company')} value={shown.company} />
          <Fact label={t('customer.country')} value={shown.country} />
          <Fact label={t('customer.phone')} value={whole?.phone} />
          <Fact label={t('customer.externalId')} value={whole?.externalId} />
          <Fact label={t('customer.tags')} value={shown.tags.join(', ')} />
          {Object.entries(whole?.custom ?? {}).map(([key, value]) => (
            <Fact key={key} label={key} value={value} />
          ))}
          <Fact label={t('customer.since')} value={moment(shown.createdAt)} />
        </dl>
      )}
      {whole && may(product, 'edit-customers') && (
        <EditCustomer where={where} customer={whole} key={customerId} />
      )}
      {whole?.archived && may(product, 'undo-cleanup') && (
        <RestoreCustomer where={where} customerId={customerId} />
      )}
      {whole && !whole.archived && may(product, 'edit-customers') && (
        <ChangeEmail where={where} customer={whole} key={`address ${customerId}`} />
      )}
      {whole && !whole.archived && may(product, 'merge-customers') && (
        <MergeCustomer where={where} customer={whole} key={`merge ${customerId}`} />
      )}
      {whole && <PaymentsChart where={where} customerId={customerId} />}
      {whole && (
        <WhyThisValue
          where={where}
          customerId={customerId}
          product={product}
          open={explained}
          onToggle={setExplained}
          summary={reasons}
        />
      )}
      {whole && <CustomerHistory where={where} customerId={customerId} key={`history ${customerId}`} />}
      {whole && whole.provenance.length > 0 && (
        <details>
          <summary>{t('customer.provenance')}</summary>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('customer.field')}</th>
                <th scope="col">{t('customer.from')}</th>
                <th scope="col">{t('customer.at')}</th>
              </tr>
            </thead>
            <tbody>
              {whole.provenance.map((origin) => (
                <tr key={origin.field}>
                  <th scope="row">
                    {t(`field.${origin.field}`, { defaultValue: origin.field })}
                  </th>
                  <td>
                    {origin.origin === 'person' ? t('customer.byPerson') : origin.fileName}
                  </td>
                  <td>{moment(origin.at)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </aside>
  );
}

function Fact({ label, value }: { label: string; value: ReactNode }) {
  return value ? (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  ) : null;
}

/** What the customer is worth, in total and per source. */
function Value({ where, whole, onExplain }: { where: Where; whole: Whole; onExplain: () => void }) {
  const { t } = useTranslation();
  const { net, gross, refunded, monthly, priority, sources, payments, lastPaymentOn } =
    whole.summary;
  const all = useQuery(sourcesQuery(where));
  return (
    <div className="stack">
      <div>
        <button
          type="button"
          className={`${styles.figure} ${styles.hero}`}
          title={t('why.title')}
          onClick={onExplain}
        >
          <HeroAmount of={net} />
        </button>
        <div className="muted">
          {t('customer.grossLessRefunds', { gross: money(gross), refunded: money(refunded) })}
        </div>
      </div>
      <div className="row">
        <Priority of={priority} />
        {monthly && (
          <button
            type="button"
            className={styles.figure}
            title={t('why.title')}
            onClick={onExplain}
          >
            {t('customer.perMonth', { amount: money(monthly) })}
          </button>
        )}
        {whole.archived && <span className="chip warn">{t('customer.archived')}</span>}
      </div>
      <div className="muted">
        {t('customer.payments', { count: payments })}
        {lastPaymentOn && ` · ${t('customer.last', { day: day(lastPaymentOn) })}`}
      </div>
      {all.isError && <ProblemNotice failure={all.error} retry={() => void all.refetch()} />}
      {all.data && sources.length > 0 && (
        <Shares
          title={t('overview.bySource')}
          parts={sharesOf(sources, all.data.items, t('sources.others'))}
        />
      )}
    </div>
  );
}
