import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { ProblemNotice } from '../ui/problem';
import { EntryPage } from './EntryPage';
import styles from './Entry.module.css';
import { PasswordField } from './PasswordField';
import { useToken } from './useToken';

/** Where the link of a registration's mail leads. The password proves that it is one's own. */
export function ConfirmPage() {
  const { t } = useTranslation();
  const token = useToken();
  const [password, setPassword] = useState('');
  const confirm = useMutation({
    mutationFn: () =>
      data(api.POST('/api/v1/accounts/confirm', { body: { token, password } })),
  });
  if (confirm.isSuccess) {
    return (
      <EntryPage title={t('entry.confirmed')}>
        <Link className="button primary" to="/sign-in">
          {t('entry.signIn')}
        </Link>
      </EntryPage>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  return (
    <EntryPage title={t('entry.confirm')}>
      <form className={styles.form} onSubmit={submit}>
        {confirm.isError && <ProblemNotice failure={confirm.error} />}
        <p>{t('entry.confirmExplained')}</p>
        <PasswordField label={t('entry.password')} value={password} onChange={setPassword} />
        <button type="submit" className="primary" disabled={confirm.isPending}>
          {t('entry.confirm')}
        </button>
      </form>
    </EntryPage>
  );
}
