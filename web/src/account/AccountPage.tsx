import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import i18next from 'i18next';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data, gateway } from '../api/client';
import { useSession } from '../session/session';
import { PasswordField } from '../entry/PasswordField';
import { Field } from '../ui/Field';
import { type Choice, useChoice } from '../ui/choice';
import { moment } from '../ui/format';
import { LanguageSwitch } from '../ui/LanguageSwitch';
import { Moment } from '../ui/Moment';
import { Page } from '../ui/Page';
import { ProblemNotice } from '../ui/problem';
import { region } from '../ui/region';
import { forgetLists } from '../customers/views';
import { density, singleKeys } from './preferences';
import { chosenTheme, chooseTheme, THEMES, type Theme } from './theme';

const SCOPES = ['read', 'imports', 'customers', 'team'] as const;

/** What is one's own: name, language, theme, password, sessions and API keys. */
export function AccountPage() {
  const { t } = useTranslation();
  const session = useSession();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => gateway('/api/v1/sign-out', {}),
    onSuccess: async () => {
      queries.clear();
      // What is kept of searches and lists is not for whoever signs in next.
      sessionStorage.clear();
      forgetLists();
      await navigate({ to: '/sign-in' });
    },
  });
  return (
    <Page
      title={t('account.title')}
      note={session.user.email}
      action={
        <button type="button" onClick={() => signOut.mutate()}>
          {t('account.signOut')}
        </button>
      }
    >
      <div className="stack" style={{ maxWidth: 760 }}>
        {signOut.isError && <ProblemNotice failure={signOut.error} />}
        <Profile />
        <Password />
        <Sessions />
        <ApiKeys />
      </div>
    </Page>
  );
}

function Profile() {
  const { t } = useTranslation();
  const session = useSession();
  const queries = useQueryClient();
  const [name, setName] = useState(session.user.name ?? '');
  const [theme, setTheme] = useState<Theme>(chosenTheme());
  const save = useMutation({
    mutationFn: (body: { name?: string; language?: 'de' | 'en' }) =>
      data(api.PATCH('/api/v1/account', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['session'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ name });
  };
  return (
    <section className="sheet pad stack">
      <h2>{t('account.profile')}</h2>
      {save.isError && <ProblemNotice failure={save.error} />}
      <form className="row" style={{ alignItems: 'end' }} onSubmit={submit}>
        <Field
          label={t('entry.name')}
          required
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <button type="submit" disabled={save.isPending || name === session.user.name}>
          {t('action.save')}
        </button>
      </form>
      <div className="row">
        <LanguageSwitch
          label={t('profile.language')}
          onChosen={(language) => save.mutate({ language })}
        />
        <select
          aria-label={t('profile.theme')}
          value={theme}
          onChange={(event) => {
            const chosen = event.target.value as Theme;
            chooseTheme(chosen);
            setTheme(chosen);
          }}
        >
          {THEMES.map((each) => (
            <option key={each} value={each}>
              {t(`theme.${each}`)}
            </option>
          ))}
        </select>
      </div>
      <div className="row">
        <Preference
          of={region}
          label="profile.region"
          onChosen={() => void i18next.changeLanguage(i18next.language)}
        />
        <Preference of={density} label="profile.density" />
        <Preference of={singleKeys} label="profile.keys" />
      </div>
    </section>
  );
}

interface PreferenceProps<T extends string> {
  of: Choice<T>;
  /** Key of the name; those of the options begin with it. */
  label: string;
  onChosen?: () => void;
}

/** A choice of this browser. */
function Preference<T extends string>({ of, label, onChosen }: PreferenceProps<T>) {
  const { t } = useTranslation();
  const value = useChoice(of);
  const id = useId();
  return (
    <span className="row">
      <label htmlFor={id}>{t(label)}</label>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          of.set(event.target.value as T);
          onChosen?.();
        }}
      >
        {of.options.map((option) => (
          <option key={option} value={option}>
            {t(`${label}.${option}`)}
          </option>
        ))}
      </select>
    </span>
  );
}

function Password() {
  const { t } = useTranslation();
  const [present, setPresent] = useState('');
  const [password, setPassword] = useState('');
  const save = useMutation({
    mutationFn: () => data(api.POST('/api/v1/account/password', { body: { present, password } })),
    onSuccess: () => {
      setPresent('');
      setPassword('');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <details className="sheet pad">
      <summary>{t('account.changePassword')}</summary>
      <form className="stack" style={{ maxWidth: 360, marginTop: 12 }} onSubmit={submit}>
        {save.isError && <ProblemNotice failure={save.error} />}
        {save.isSuccess && <div className="notice ok">{t('account.passwordChanged')}</div>}
        <PasswordField label={t('account.present')} value={present} onChange={setPresent} />
        <PasswordField
          label={t('entry.newPassword')}
          value={password}
          onChange={setPassword}
          isNew
        />
        <div className="row">
          <button type="submit" disabled={save.isPending}>
            {t('account.changePassword')}
          </button>
        </div>
      </form>
    </details>
  );
}

function Sessions() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const sessions = useQuery({
    queryKey: ['sessions'],
    queryFn: () => data(api.GET('/api/v1/sessions')),
  });
  const end = useMutation({
    mutationFn: (sessionId: string | null) =>
      sessionId
        ? data(
            api.DELETE('/api/v1/sessions/{sessionId}', { params: { path: { sessionId } } }),
          )
        : data(api.DELETE('/api/v1/sessions')),
    onSettled: () => queries.invalidateQueries({ queryKey: ['sessions'] }),
  });
  return (
    <section className="sheet pad stack">
      <div className="row between">
        <h2>{t('sessions.title')}</h2>
        <button type="button" onClick={() => end.mutate(null)}>
          {t('sessions.endOthers')}
        </button>
      </div>
      {sessions.isError && <ProblemNotice failure={sessions.error} />}
      {end.isError && <ProblemNotice failure={end.error} />}
      <div className="scroll">
        <table>
          <tbody>
            {sessions.data?.items.map((each) => (
              <tr key={each.id}>
                <th scope="row">
                  {browser(each.userAgent)}
                  {each.current && <span className="muted"> ({t('sessions.this')})</span>}
                </th>
                <td>{each.address}</td>
                <td>
                  <Moment at={each.lastUsedAt} />
                </td>
                <td>
                  {!each.current && (
                    <button type="button" onClick={() => end.mutate(each.id)}>
                      {t('sessions.end')}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** What people call a browser, out of what it calls itself. */
function browser(userAgent: string): string {
  const name = /(Firefox|Edg|OPR|Chrome|Safari)\//.exec(userAgent)?.[1] ?? userAgent.slice(0, 40);
  const system = /(Windows|Mac OS X|Android|iPhone|Linux)/.exec(userAgent)?.[1];
  return [name.replace('Edg', 'Edge').replace('OPR', 'Opera'), system].filter(Boolean).join(', ');
}

function ApiKeys() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>(['read']);
  const keys = useQuery({
    queryKey: ['api-keys'],
    queryFn: () => data(api.GET('/api/v1/api-keys')),
  });
  const reload = () => queries.invalidateQueries({ queryKey: ['api-keys'] });
  const make = useMutation({
    mutationFn: () => data(api.POST('/api/v1/api-keys', { body: { name, scopes } })),
    onSuccess: () => {
      setName('');
      return reload();
    },
  });
  const revoke = useMutation({
    mutationFn: (keyId: string) =>
      data(api.DELETE('/api/v1/api-keys/{keyId}', { params: { path: { keyId } } })),
    onSettled: reload,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <section className="sheet pad stack">
      <h2>{t('keys.title')}</h2>
      {keys.isError && <ProblemNotice failure={keys.error} />}
      {revoke.isError && <ProblemNotice failure={revoke.error} />}
      <div className="scroll">
        <table>
          <tbody>
            {keys.data?.items.map((each) => (
              <tr key={each.id}>
                <th scope="row">{each.name}</th>
                <td>{each.scopes.map((scope) => t(`scope.${scope}`)).join(', ')}</td>
                <td>
                  {each.lastUsedAt
                    ? t('keys.used', { at: moment(each.lastUsedAt) })
                    : t('keys.neverUsed')}
                </td>
                <td>
                  <button type="button" onClick={() => revoke.mutate(each.id)}>
                    {t('keys.revoke')}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {make.data && (
        <div className="notice ok" role="status">
          <p>{t('keys.once')}</p>
          <code>{make.data.secret}</code>
        </div>
      )}
      <form className="stack" onSubmit={submit}>
        {make.isError && <ProblemNotice failure={make.error} />}
        <Field
          label={t('keys.name')}
          required
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <fieldset className="row" style={{ border: 0, margin: 0, padding: 0 }}>
          <legend>{t('keys.scopes')}</legend>
          {SCOPES.map((scope) => (
            <label key={scope} className="row" style={{ gap: 6 }}>
              <input
                type="checkbox"
                checked={scopes.includes(scope)}
                onChange={(event) =>
                  setScopes(
                    event.target.checked
                      ? [...scopes, scope]
                      : scopes.filter((each) => each !== scope),
                  )
                }
              />
              {t(`scope.${scope}`)}
            </label>
          ))}
        </fieldset>
        <div className="row">
          <button type="submit" disabled={make.isPending}>
            {t('keys.make')}
          </button>
        </div>
      </form>
    </section>
  );
}
