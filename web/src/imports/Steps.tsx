import { useTranslation } from 'react-i18next';
import styles from './Imports.module.css';

const STEPS = ['file', 'columns', 'check', 'run'] as const;
export type Step = (typeof STEPS)[number];

/** Where one is on the way from a file to customers. */
export function Steps({ current }: { current: Step }) {
  const { t } = useTranslation();
  const place = STEPS.indexOf(current);
  return (
    <ol className={styles.steps}>
      {STEPS.map((step, number) => (
        <li
          key={step}
          aria-current={step === current ? 'step' : undefined}
          data-done={number < place || undefined}
        >
          <span aria-hidden>{number < place ? '✓' : number + 1}</span>
          {t(`step.${step}`)}
          {number < place && <span className="hidden"> ({t('step.done')})</span>}
        </li>
      ))}
    </ol>
  );
}
