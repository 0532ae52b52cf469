import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import type { components } from '../api/generated/team-service';
import { may, useTeam } from '../session/session';
import { Field } from '../ui/Field';
import { count, moment } from '../ui/format';
import { Page } from '../ui/Page';
import { ProblemNotice } from '../ui/problem';
import { DeletionSection } from './DeletionSection';

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
  const team = useTeam();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const path = { teamId: team.id };
  return (
    <DeletionSection
      what="team"
      name={team.name}
      loss={Loss}
      remove={(name) => data(api.DELETE('/api/v1/teams/{teamId}', { params: { path, query: { name } } }))}
      onRemoved={async () => {
        await queries.invalidateQueries({ queryKey: ['session'] });
        await navigate({ to: '/' });
      }}
    />
  );
}

/** Who and what goes with the team. */
function Loss() {
  const { t } = useTranslation();
  const path = { teamId: useTeam().id };
  const loss = useQuery({
    queryKey: ['team', path.teamId, 'deletion'],
    queryFn: () => data(api.GET('/api/v1/teams/{teamId}/deletion', { params: { path } })),
  });
  return loss.data ? (
    <p>
      {t('team.loss', {
        members: count(loss.data.members),
        products: count(loss.data.products),
      })}
    </p>
  ) : null;
}
