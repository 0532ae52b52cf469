import { Link, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/client';
import { NotThere } from '../session/session';
import { ProblemNotice } from '../ui/problem';
import styles from '../entry/Entry.module.css';

/** There is nothing at this address, or it is another team's: the same page for both. */
export function MissingPage() {
  const { t } = useTranslation();
  return (
    <div className={styles.entry}>
      <div className={styles.sheet}>
        <h1>{t('error.missing')}</h1>
        <p>{t('error.missingDetail')}</p>
        <Link to="/">{t('error.home')}</Link>
      </div>
    </div>
  );
}

/** Something failed while a page was made. */
export function ErrorPage({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const router = useRouter();
  if (error instanceof NotThere || (error instanceof ApiError && error.status === 404)) {
    return <MissingPage />;
  }
  return (
    <div className={styles.entry}>
      <div className={styles.sheet}>
        <h1>{t('error.title')}</h1>
        <ProblemNotice failure={error} retry={() => void router.invalidate()} />
      </div>
    </div>
  );
}
