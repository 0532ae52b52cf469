import { useTranslation } from 'react-i18next';
import { type Customer, isWhole, type MaskedCustomer } from './customers';

/** A customer's address; of a masked one it is said that it is hidden, not what is left of it. */
export function Email({ of }: { of: Customer | MaskedCustomer }) {
  const { t } = useTranslation();
  if (isWhole(of)) return of.email;
  return (
    <>
      <span aria-hidden>{of.email}</span>
      <span className="hidden">{t('customer.emailHidden')}</span>
    </>
  );
}
