import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import type { components } from '../api/generated/team-service';
import { may, useTeam } from '../session/session';
import { Dialog } from '../ui/Dialog';
import { Field } from '../ui/Field';
import { count, moment } from '../ui/format';
import { Page } from '../ui/Page';
import { ProblemNotice } from '../ui/problem';

type View = components['schemas']['TeamView'];

/** A team's settings: its name, and its end. */
export function TeamPage() {
  const { t } = useTranslation();
  const team = useTeam();
  const settings = useQuery({
    queryKey: ['team', team.id],
    queryFn: () =>
      data(api.GET('/api/v1/teams/{teamId}', { params: { path: { teamId: team.id } } })),
  });
  return (
    <Page title={t('team.title')} context={team.name}>
      <div className="stack">
        {settings.isError && (
          <ProblemNotice failure={settings.error} retry={() => void settings.refetch()} />
        )}
        {settings.data && <Settings key={settings.data.version} view={settings.data} />}
        {may(team, 'delete-team') && <Deletion />}
      </div>
    </Page>
  );
}

function Settings({ view }: { view: View }) {
  const { t } = useTranslation();
  const team = useTeam();
  const queries = useQueryClient();
  const [name, setName] = useState(view.name);
  const save = useMutation({
    mutationFn: () =>
      data(
        api.PUT('/api/v1/teams/{teamId}', {
          params: { path: { teamId: team.id } },
          body: { version: view.version, name: name.trim() },
        }),
      ),
    onSuccess: async (saved) => {
      queries.setQueryData(['team', team.id], saved);
      await queries.invalidateQueries({ queryKey: ['session'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) save.mutate();
  };
  const mayEdit = may(team, 'edit-team');
  return (
    <form className="sheet pad stack" onSubmit={submit}>
      <dl className="row">
        <div>
          <dt className="muted">{t('team.founded')}</dt>
          <dd>{moment(view.createdAt)}</dd>
        </div>
        <div>
          <dt className="muted">{t('team.credits')}</dt>
          <dd>{count(view.monthlyCredits)}</dd>
        </div>
      </dl>
      <Field
        label={t('team.name')}
        maxLength={120}
        required
        readOnly={!mayEdit}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      {save.isError && <ProblemNotice failure={save.error} />}
      {mayEdit && (
        <div className="row">
          <button type="submit" className="primary" disabled={save.isPending || !name.trim()}>
            {t('action.save')}
          </button>
          <span role="status">{save.isSuccess && t('team.saved')}</span>
        </div>
      )}
    </form>
  );
}

function Deletion() {
  const { t } = useTranslation();
  const team = useTeam();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const [name, setName] = useState('');
  useEffect(() => setName(''), [asking]);
  const path = { teamId: team.id };
  const loss = useQuery({
    queryKey: ['team', team.id, 'deletion'],
    queryFn: () => data(api.GET('/api/v1/teams/{teamId}/deletion', { params: { path } })),
    enabled: asking,
  });
  const remove = useMutation({
    mutationFn: () =>
      data(api.DELETE('/api/v1/teams/{teamId}', { params: { path, query: { name } } })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['session'] });
      await navigate({ to: '/' });
    },
  });
  return (
    <section className="sheet pad stack">
      <h2>{t('team.delete')}</h2>
      <p>{t('team.deleteText')}</p>
      <div className="row">
        <button type="button" className="danger" onClick={() => setAsking(true)}>
          {t('team.delete')}
        </button>
      </div>
      {asking && (
        <Dialog
          title={t('team.deleteTitle', { name: team.name })}
          onClose={() => setAsking(false)}
        >
          {loss.data && (
            <p>
              {t('team.loss', {
                members: count(loss.data.members),
                products: count(loss.data.products),
              })}
            </p>
          )}
          {remove.isError && <ProblemNotice failure={remove.error} />}
          <Field
            label={t('product.typeName', { name: team.name })}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <div className="row">
            <button type="button" onClick={() => setAsking(false)}>
              {t('action.cancel')}
            </button>
            <button
              type="button"
              className="danger"
              disabled={name.trim() !== team.name || remove.isPending}
              onClick={() => remove.mutate()}
            >
              {t('team.delete')}
            </button>
          </div>
        </Dialog>
      )}
    </section>
  );
}
