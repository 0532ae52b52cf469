import { useTranslation } from 'react-i18next';
import { count, day } from '../ui/format';
import { Changed, ChangedValue } from './Changed';
import type { Outcome } from './Counts';
import { type ChangedField, columnOf, type SampledCustomer } from './dryRun';
import styles from './Imports.module.css';

/** So many customers a sample holds. */
const MOST = 20;

interface Props {
  outcome: Exclude<Outcome, 'rejected'>;
  customers: SampledCustomer[];
  /** Rows of the file with that outcome. */
  rows: number;
}

/** Some customers of an outcome, as they are and as the import would leave them. */
export function DryRunCustomers({ outcome, customers, rows }: Props) {
  const { t } = useTranslation();
  // Several rows of one customer are merged into one: rows and customers are not alike.
  const all = outcome === 'merged' ? customers.length < MOST : customers.length >= rows;
  const shown = count(customers.length);
  const refunds = customers.some(
    ({ gross, net }) =>
      gross.after.minor !== net.after.minor || gross.before?.minor !== net.before?.minor,
  );
  return (
    <>
      <p className="muted">
        {all
          ? t('sample.all', { count: customers.length, shown })
          : outcome === 'merged'
            ? t('sample.firstMerged', { shown })
            : t('sample.first', { shown, all: count(rows) })}
      </p>
      <div
        className="scroll"
        role="region"
        aria-label={t(`count.${outcome}`)}
        // Scrolls with the arrow keys too.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <table className={styles.sampled}>
          <thead>
            <tr>
              <th scope="col" className="number">
                {t('sample.rows')}
              </th>
              <th scope="col">{t('sample.customer')}</th>
              {outcome !== 'unchanged' && <th scope="col">{t('sample.fields')}</th>}
              <th scope="col" className="number">
                {t('field.total-spend')}
              </th>
              {refunds && (
                <th scope="col" className="number">
                  {t('sample.customerNet')}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {customers.map((customer) => (
              <tr key={customer.rows.join()}>
                <td className={`number ${styles.rows}`} data-label={t('sample.rows')}>
                  {customer.rows.map(count).join(', ')}
                  {customer.moreRows && ' …'}
                </td>
                <th scope="row">
                  {customer.name && <div>{customer.name}</div>}
                  <div className={styles.email}>{customer.email}</div>
                </th>
                {outcome !== 'unchanged' && (
                  <td>
                    <Fields customer={customer} />
                  </td>
                )}
                <td className="number" data-label={t('field.total-spend')}>
                  <Changed amount={customer.gross} />
                </td>
                {refunds && (
                  <td className="number" data-label={t('sample.customerNet')}>
                    <Changed amount={customer.net} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Fields({ customer: { fields, monthlySpend } }: { customer: SampledCustomer }) {
  const { t } = useTranslation();
  const name = ({ field }: ChangedField) =>
    field.startsWith('custom.') ? field.slice('custom.'.length) : t(`field.${columnOf(field)}`);
  const read = (field: string, value?: string | null) => {
    if (value == null) return null;
    if (field === 'consent') return value === 'true' ? t('check.yes') : t('check.no');
    if (field === 'payments') return count(Number(value));
    return field.endsWith('PaymentOn') ? day(value) : value;
  };
  return (
    <ul className={styles.fields}>
      {fields.map((each) => (
        <li key={each.field}>
          {name(each)}:{' '}
          <ChangedValue
            before={read(each.field, each.before)}
            after={read(each.field, each.after)}
          />
        </li>
      ))}
      {monthlySpend && (
        <li>
          {t('field.monthly-spend')}: <Changed amount={monthlySpend} />
        </li>
      )}
    </ul>
  );
}
