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

export function SignUpPage() {
  const { t, i18n } = useTranslation();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const register = useMutation({
    mutationFn: () =>
      data(
        api.POST('/api/v1/accounts', {
          body: { name, email, password, language: i18n.language === 'en' ? 'en' : 'de' },
        }),
      ),
  });
  const again = useMutation({
    mutationFn: () => data(api.POST('/api/v1/accounts/confirmation-mails', { body: { email } })),
  });
  const foot = <Link to="/sign-in">{t('entry.toSignIn')}</Link>;
  if (register.isSuccess) {
    return (
      <EntryPage key="sent" title={t('entry.mailSent')} foot={foot}>
        <p>{t('entry.confirmMail', { email })}</p>
        {again.isSuccess && <p role="status">{t('entry.sentAgain')}</p>}
        {again.isError && <ProblemNotice failure={again.error} />}
        <button type="button" onClick={() => again.mutate()} disabled={again.isPending}>
          {t('entry.sendAgain')}
        </button>
      </EntryPage>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    register.mutate();
  };
  return (
    <EntryPage title={t('entry.signUp')} foot={foot}>
      <form className={styles.form} onSubmit={submit}>
        {register.isError && <ProblemNotice failure={register.error} />}
        <Field
          label={t('entry.name')}
          name="name"
          autoComplete="name"
          maxLength={120}
          required
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Field
          label={t('entry.email')}
          type="email"
          name="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <PasswordField label={t('entry.password')} value={password} onChange={setPassword} isNew />
        <button type="submit" className="primary" disabled={register.isPending}>
          {t('entry.signUp')}
        </button>
      </form>
    </EntryPage>
  );
}
