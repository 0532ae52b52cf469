import { useTranslation } from 'react-i18next';
import { count } from '../ui/format';
import styles from './Imports.module.css';
import type { Run } from './imports';

const NAMES = ['created', 'updated', 'unchanged', 'merged', 'rejected'] as const;

/** The five counts, which add up to the rows of the file (A6). */
export function Counts({ run }: { run: Run }) {
  const { t } = useTranslation();
  return (
    <dl className={styles.counts}>
      {NAMES.map((name) => (
        <div key={name}>
          <dt>{t(`count.${name}`)}</dt>
          <dd>{count(run.counts[name])}</dd>
        </div>
      ))}
    </dl>
  );
}
