import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { Field } from '../ui/Field';
import { ProblemNotice } from '../ui/problem';
import { EntryPage } from './EntryPage';
import styles from './Entry.module.css';
import { PasswordField } from './PasswordField';
import { useToken } from './useToken';

/** Asks for a link to set a new password, or sets it where the link has led here. */
export function ResetPage() {
  return useToken() ? <NewPassword /> : <AskForLink />;
}

function AskForLink() {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const ask = useMutation({
    mutationFn: () => data(api.POST('/api/v1/password-resets', { body: { email } })),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate();
  };
  return (
    <EntryPage title={t('entry.reset')} foot={<Link to="/sign-in">{t('entry.toSignIn')}</Link>}>
      {ask.isSuccess ? (
        <p role="status">{t('entry.resetMail', { email })}</p>
      ) : (
        <form className={styles.form} onSubmit={submit}>
          {ask.isError && <ProblemNotice failure={ask.error} />}
          <Field
            label={t('entry.email')}
            type="email"
            name="email"
            autoComplete="username"
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
          <button type="submit" className="primary" disabled={ask.isPending}>
            {t('entry.sendLink')}
          </button>
        </form>
      )}
    </EntryPage>
  );
}

function NewPassword() {
  const { t } = useTranslation();
  const token = useToken();
  const [password, setPassword] = useState('');
  const set = useMutation({
    mutationFn: () =>
      data(api.POST('/api/v1/password-resets/complete', { body: { token, password } })),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    set.mutate();
  };
  return (
    <EntryPage title={t('entry.newPassword')}>
      {set.isSuccess ? (
        <>
          <p role="status">{t('entry.passwordSet')}</p>
          <Link className="button primary" to="/sign-in">
            {t('entry.signIn')}
          </Link>
        </>
      ) : (
        <form className={styles.form} onSubmit={submit}>
          {set.isError && <ProblemNotice failure={set.error} />}
          <PasswordField
            label={t('entry.newPassword')}
            value={password}
            onChange={setPassword}
            isNew
          />
          <button type="submit" className="primary" disabled={set.isPending}>
            {t('entry.setPassword')}
          </button>
        </form>
      )}
    </EntryPage>
  );
}
