import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { gateway } from '../api/client';
import { sessionQuery } from '../session/session';
import { Field } from '../ui/Field';
import { ProblemNotice } from '../ui/problem';
import { EntryPage } from './EntryPage';
import styles from './Entry.module.css';
import { PasswordField } from './PasswordField';

export function SignInPage() {
  const { t } = useTranslation();
  const { next } = useSearch({ strict: false });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  // What an ended session had read is forgotten as soon as no page shows it any more.
  useEffect(() => queries.clear(), [queries]);
  const signIn = useMutation({
    mutationFn: async () => {
      // A browser that was never here gets its token with the first answer, whatever that says.
      await fetch('/api/v1/session');
      await gateway('/api/v1/sign-in', { email, password });
      queries.clear();
      await queries.fetchQuery(sessionQuery);
    },
    onSuccess: () => navigate({ to: next?.startsWith('/') && !next.startsWith('//') ? next : '/' }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <EntryPage title={t('entry.signIn')} foot={<Link to="/sign-up">{t('entry.toSignUp')}</Link>}>
      <form className={styles.form} onSubmit={submit}>
        {signIn.isError && <ProblemNotice failure={signIn.error} />}
        <Field
          label={t('entry.email')}
          type="email"
          name="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <PasswordField label={t('entry.password')} value={password} onChange={setPassword} />
        <button type="submit" className="primary" disabled={signIn.isPending}>
          {t('entry.signIn')}
        </button>
        <Link to="/reset">{t('entry.toReset')}</Link>
      </form>
    </EntryPage>
  );
}
