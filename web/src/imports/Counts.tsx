import { useTranslation } from 'react-i18next';
import { count } from '../ui/format';
import styles from './Imports.module.css';
import type { Run } from './imports';

/** What becomes of a row (A6). */
export const OUTCOMES = ['created', 'updated', 'unchanged', 'merged', 'rejected'] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** The five counts, which add up to the rows of the file (A6). */
export function Counts({ run }: { run: Run }) {
  const { t } = useTranslation();
  return (
    <dl className={styles.counts}>
      {OUTCOMES.map((name) => (
        <div key={name}>
          <dt>{t(`count.${name}`)}</dt>
          <dd>{count(run.counts[name])}</dd>
        </div>
      ))}
    </dl>
  );
}
