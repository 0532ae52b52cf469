import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { may, useSession, useTeam } from '../session/session';
import { Dialog } from '../ui/Dialog';
import { Field } from '../ui/Field';
import { count, dayWhen, moment } from '../ui/format';
import { Moment } from '../ui/Moment';
import { Page } from '../ui/Page';
import { ProblemNotice } from '../ui/problem';
import { membersQuery } from './members';
import { Role } from './Role';

const ROLES = ['admin', 'member', 'viewer'] as const;
type RoleName = (typeof ROLES)[number];

/** Who is in the team, with which role, and who is invited. */
export function MembersPage() {
  const { t, i18n } = useTranslation();
  const team = useTeam();
  const self = useSession().user.id;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<{ id: string; name: string; what: 'remove' | 'transfer' } | null>(
    null,
  );
  const path = { teamId: team.id };
  const members = useQuery(membersQuery(team.id));
  const mayInvite = may(team, 'invite-members');
  // Others see of themselves alone when they were last active.
  const seesDays = may(team, 'remove-members');
  const reload = async () => {
    await queries.invalidateQueries({ queryKey: ['members', team.id] });
    await queries.invalidateQueries({ queryKey: ['session'] });
  };
  const changeRole = useMutation({
    mutationFn: ({ userId, role }: { userId: string; role: RoleName }) =>
      data(
        api.PATCH('/api/v1/teams/{teamId}/members/{userId}', {
          params: { path: { ...path, userId } },
          body: { role },
        }),
      ),
    onSettled: reload,
  });
  const act = useMutation({
    mutationFn: ({ id, what }: { id: string; what: 'remove' | 'transfer' }) =>
      what === 'remove'
        ? data(
            api.DELETE('/api/v1/teams/{teamId}/members/{userId}', {
              params: { path: { ...path, userId: id } },
            }),
          )
        : data(
            api.POST('/api/v1/teams/{teamId}/ownership', {
              params: { path },
              body: { userId: id },
            }),
          ),
    onSuccess: async (_, { id }) => {
      setAsked(null);
      await reload();
      if (id === self && asked?.what === 'remove') await navigate({ to: '/' });
    },
  });
  return (
    <Page title={t('members.title')} context={team.name}>
      <div className="stack">
        {members.isError && (
          <ProblemNotice failure={members.error} retry={() => void members.refetch()} />
        )}
        {changeRole.isError && <ProblemNotice failure={changeRole.error} />}
        {members.data && (
          <div className="sheet scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('members.person')}</th>
                  <th scope="col">{t('members.email')}</th>
                  <th scope="col">{t('members.role')}</th>
                  <th scope="col" className="number">
                    {t('members.products')}
                  </th>
                  <th scope="col">{t('members.since')}</th>
                  <th scope="col">{t('members.lastActive')}</th>
                  <th scope="col">
                    <span className="hidden">{t('members.actions')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {members.data.items.map((member) => (
                  <tr key={member.id}>
                    <th scope="row">
                      {member.name}
                      {member.id === self && <span className="muted"> ({t('members.you')})</span>}
                    </th>
                    <td>{member.email}</td>
                    <td>
                      {member.role !== 'owner' && may(team, 'change-roles') ? (
                        <select
                          aria-label={t('members.roleOf', { name: member.name })}
                          value={member.role}
                          onChange={(event) =>
                            changeRole.mutate({
                              userId: member.id,
                              role: event.target.value as RoleName,
                            })
                          }
                        >
                          {ROLES.map((role) => (
                            <option key={role} value={role}>
                              {t(`role.${role}`)}
                            </option>
                          ))}
                        </select>
                      ) : (
                        <Role of={member.role} />
                      )}
                    </td>
                    <td className="number">{count(member.products)}</td>
                    <td>
                      <Moment at={member.joinedAt} />
                    </td>
                    <td>
                      {member.lastActiveOn ? (
                        <time dateTime={member.lastActiveOn}>{dayWhen(member.lastActiveOn)}</time>
                      ) : (
                        (seesDays || member.id === self) && t('members.neverActive')
                      )}
                    </td>
                    <td>
                      <div className="row">
                        {member.role !== 'owner' &&
                          (member.id === self || may(team, 'remove-members')) && (
                            <button
                              type="button"
                              onClick={() =>
                                setAsked({ id: member.id, name: member.name, what: 'remove' })
                              }
                            >
                              {t(member.id === self ? 'members.leave' : 'members.remove')}
                            </button>
                          )}
                        {member.role !== 'owner' && may(team, 'transfer-ownership') && (
                          <button
                            type="button"
                            className="quiet"
                            onClick={() =>
                              setAsked({ id: member.id, name: member.name, what: 'transfer' })
                            }
                          >
                            {t('members.transfer')}
                          </button>
                        )}
                      </div>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {members.data && <p className="muted">{t('members.lastActiveNote')}</p>}
        {members.data?.items.length === 1 && <p>{t('members.alone')}</p>}
        {mayInvite && <Invitations teamId={team.id} language={i18n.language} />}
        {asked && (
          <Dialog
            title={t(`members.${asked.what}Title`, { name: asked.name })}
            onClose={() => setAsked(null)}
          >
            <p>{t(`members.${asked.what}Text`, { name: asked.name, team: team.name })}</p>
            {act.isError && <ProblemNotice failure={act.error} />}
            <div className="row">
              <button type="button" onClick={() => setAsked(null)}>
                {t('action.cancel')}
              </button>
              <button
                type="button"
                className="danger"
                disabled={act.isPending}
                onClick={() => act.mutate(asked)}
              >
                {t(`members.${asked.what}Do`)}
              </button>
            </div>
          </Dialog>
        )}
      </div>
    </Page>
  );
}

function Invitations({ teamId, language }: { teamId: string; language: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<RoleName>('member');
  const path = { teamId };
  const key = ['invitations', teamId];
  const invitations = useQuery({
    queryKey: key,
    queryFn: () => data(api.GET('/api/v1/teams/{teamId}/invitations', { params: { path } })),
  });
  const reload = () => queries.invalidateQueries({ queryKey: key });
  const invite = useMutation({
    mutationFn: () =>
      data(
        api.POST('/api/v1/teams/{teamId}/invitations', {
          params: { path },
          body: { email, role, language: language === 'en' ? 'en' : 'de' },
        }),
      ),
    onSuccess: () => {
      setEmail('');
      return reload();
    },
  });
  const act = useMutation({
    mutationFn: ({ id, what }: { id: string; what: 'resend' | 'revoke' }) =>
      what === 'resend'
        ? data(
            api.POST('/api/v1/teams/{teamId}/invitations/{invitationId}/resend', {
              params: { path: { ...path, invitationId: id } },
            }),
          )
        : data(
            api.DELETE('/api/v1/teams/{teamId}/invitations/{invitationId}', {
              params: { path: { ...path, invitationId: id } },
            }),
          ),
    onSettled: reload,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate();
  };
  return (
    <section className="sheet pad stack">
      <h2>{t('invitations.title')}</h2>
      <form className="row" onSubmit={submit} style={{ alignItems: 'end' }}>
        <Field
          label={t('entry.email')}
          type="email"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <div className="field">
          <label htmlFor="invite-role">{t('members.role')}</label>
          <select
            id="invite-role"
            value={role}
            onChange={(event) => setRole(event.target.value as RoleName)}
          >
            {ROLES.map((each) => (
              <option key={each} value={each}>
                {t(`role.${each}`)}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" className="primary" disabled={invite.isPending}>
          {t('invitations.send')}
        </button>
      </form>
      {invite.isError && <ProblemNotice failure={invite.error} />}
      {act.isError && <ProblemNotice failure={act.error} />}
      {invitations.data && invitations.data.items.length > 0 && (
        <div className="scroll">
          <table>
            <tbody>
              {invitations.data.items.map((each) => (
                <tr key={each.id}>
                  <th scope="row">{each.email}</th>
                  <td>
                    <Role of={each.role} />
                  </td>
                  <td>
                    {each.expired ? (
                      <span className="chip warn">{t('invitations.expired')}</span>
                    ) : (
                      t('invitations.until', { at: moment(each.expiresAt) })
                    )}
                  </td>
                  <td>
                    <div className="row">
                      <button
                        type="button"
                        onClick={() => act.mutate({ id: each.id, what: 'resend' })}
                      >
                        {t('invitations.resend')}
                      </button>
                      <button
                        type="button"
                        onClick={() => act.mutate({ id: each.id, what: 'revoke' })}
                      >
                        {t('invitations.revoke')}
                      </button>
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
