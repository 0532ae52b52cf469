import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '../ui/LanguageSwitch';
import { useHeading } from '../ui/useHeading';
import styles from './Entry.module.css';

interface Props {
  title: string;
  children: ReactNode;
  foot?: ReactNode;
}

/** A page for people who are not signed in: one small sheet and nothing around it. */
export function EntryPage({ title, children, foot }: Props) {
  const { t } = useTranslation();
  const heading = useHeading(title);
  return (
    <main className={styles.entry}>
      <div className={styles.brand}>
        <img src="/icon.svg" alt="" width="24" height="24" />
        Kundenwert
      </div>
      <div className={styles.sheet}>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children}
      </div>
      <div className={styles.foot}>
        <span>{foot}</span>
        <LanguageSwitch label={t('profile.language')} />
      </div>
    </main>
  );
}
