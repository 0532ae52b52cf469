import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import type { components } from '../api/generated/team-service';
import { may, useSession, useTeam } from '../session/session';
import { Field } from '../ui/Field';
import { count, moment } from '../ui/format';
import { Page } from '../ui/Page';
import { ProblemNotice } from '../ui/problem';
import { DeletionSection } from './DeletionSection';
import { SettingsForm } from './SettingsForm';

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
        {settings.data && (
          <dl className="sheet pad row">
            {!may(team, 'edit-team') && (
              <div>
                <dt className="muted">{t('team.name')}</dt>
                <dd>{settings.data.name}</dd>
              </div>
            )}
            <div>
              <dt className="muted">{t('team.founded')}</dt>
              <dd>{moment(settings.data.createdAt)}</dd>
            </div>
            <div>
              <dt className="muted">{t('team.credits')}</dt>
              <dd>{count(settings.data.monthlyCredits)}</dd>
            </div>
          </dl>
        )}
        {settings.data && may(team, 'edit-team') && <Settings view={settings.data} />}
        {may(team, 'delete-team') && <Deletion />}
      </div>
    </Page>
  );
}

function Settings({ view }: { view: View }) {
  const { t } = useTranslation();
  const team = useTeam();
  const { user } = useSession();
  const queries = useQueryClient();
  const key = ['team', team.id];
  const save = async ({ name }: { name: string }) => {
    const saved = await data(
      api.PUT('/api/v1/teams/{teamId}', {
        params: { path: { teamId: team.id } },
        body: { version: view.version, name: name.trim() },
      }),
    );
    queries.setQueryData(key, saved);
    void queries.invalidateQueries({ queryKey: ['session'] });
  };
  return (
    <SettingsForm
      key={team.id}
      keptAs={`kundenwert.draft.${user.id}.${team.id}`}
      stored={{ name: view.name }}
      labels={{ name: t('team.name') }}
      save={save}
      reload={() => queries.invalidateQueries({ queryKey: key })}
    >
      {(fields, put) => (
        <Field
          label={t('team.name')}
          maxLength={120}
          required
          pattern=".*\S.*"
          value={fields.name}
          onChange={put('name')}
        />
      )}
    </SettingsForm>
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
