import { useTranslation } from 'react-i18next';
import styles from './Customers.module.css';

const SHAPES: Record<string, string> = { high: '●', medium: '◐', low: '○' };

/** A priority as shape and word: never told by colour alone. */
export function Priority({ of }: { of: string }) {
  const { t } = useTranslation();
  return (
    <span className={styles.priority} data-priority={of}>
      <span aria-hidden>{SHAPES[of]}</span> {t(`priority.${of}`)}
    </span>
  );
}
