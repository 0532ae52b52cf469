import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Imports.module.css';

const STEPS = ['file', 'columns', 'check', 'run'] as const;
export type Step = (typeof STEPS)[number];

interface Props {
  current: Step;
  /** Whose earlier steps can be gone back to; once started, none can. */
  of?: { team: string; product: string; importId: string };
}

/** Where one is on the way from a file to customers. A new step's heading gets the focus. */
export function Steps({ current, of }: Props) {
  const { t } = useTranslation();
  const place = STEPS.indexOf(current);
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(current);
  useEffect(() => {
    // The first one comes with its page, whose heading has the focus.
    if (shown.current !== current) heading.current?.focus();
    shown.current = current;
  }, [current]);
  return (
    <ol className={styles.steps}>
      {STEPS.map((step, number) => (
        <li
          key={step}
          aria-current={step === current ? 'step' : undefined}
          data-done={number < place || undefined}
        >
          <span aria-hidden>{number < place ? '✓' : number + 1}</span>
          {step === current ? (
            <h2 ref={heading} tabIndex={-1}>
              {t(`step.${step}`)}
            </h2>
          ) : of && number < place && step === 'columns' ? (
            <Link to="/t/$team/p/$product/imports/$importId" params={of}>
              {t('step.columns')}
            </Link>
          ) : of && number < place && step === 'file' ? (
            <Link to="/t/$team/p/$product/imports/new" params={of}>
              {t('step.file')}
            </Link>
          ) : (
            t(`step.${step}`)
          )}
          {number < place && <span className="hidden"> ({t('step.done')})</span>}
        </li>
      ))}
    </ol>
  );
}
