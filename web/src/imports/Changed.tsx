import { useTranslation } from 'react-i18next';
import { money } from '../ui/format';
import type { ChangedAmount } from './dryRun';
import styles from './Imports.module.css';

interface Props {
  /** None if there was none. */
  before?: string | null;
  after?: string | null;
}

/** A value before and after: struck out and plain, with the words for who does not see that. */
export function ChangedValue({ before, after }: Props) {
  const { t } = useTranslation();
  if (before == null || before === after) return after;
  return (
    <>
      <span className="hidden">{t('sample.before')} </span>
      <del className={styles.before}>{before}</del>
      <span aria-hidden="true"> → </span>
      <span className="hidden"> {t('sample.after')} </span>
      <ins className={styles.after}>{after ?? t('sample.nothing')}</ins>
    </>
  );
}

/** An amount before and after. */
export function Changed({ amount: { before, after } }: { amount: ChangedAmount }) {
  return <ChangedValue before={before && money(before)} after={money(after)} />;
}
