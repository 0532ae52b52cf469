import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { sessionQuery } from '../session/session';
import { ProblemNotice } from '../ui/problem';
import { EntryPage } from './EntryPage';
import { useToken } from './useToken';

/** Where an invitation's link leads: who invites into which team, to accept or to decline. */
export function InvitePage() {
  const { t } = useTranslation();
  const token = useToken();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const session = useQuery({ ...sessionQuery, throwOnError: false });
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => data(api.POST('/api/v1/invitations/view', { body: { token } })),
    retry: false,
  });
  const accept = useMutation({
    mutationFn: () => data(api.POST('/api/v1/invitations/accept', { body: { token } })),
    onSuccess: async (joined) => {
      await queries.invalidateQueries({ queryKey: ['session'] });
      await navigate({ to: '/t/$team', params: { team: joined.teamId } });
    },
  });
  const decline = useMutation({
    mutationFn: () => data(api.POST('/api/v1/invitations/decline', { body: { token } })),
  });
  if (invitation.isError) {
    return (
      <EntryPage title={t('invite.title')}>
        <ProblemNotice failure={invitation.error} />
      </EntryPage>
    );
  }
  if (!invitation.data) {
    return <EntryPage title={t('invite.title')}>{t('state.loading')}</EntryPage>;
  }
  const { team, inviter, role, email } = invitation.data;
  const here = `/invite#${token}`;
  return (
    <EntryPage title={t('invite.title')}>
      <p>{t('invite.text', { inviter, team, role: t(`role.${role}`), email })}</p>
      {accept.isError && <ProblemNotice failure={accept.error} />}
      {decline.isError && <ProblemNotice failure={decline.error} />}
      {decline.isSuccess ? (
        <p role="status">{t('invite.declined')}</p>
      ) : session.data ? (
        <div className="row">
          <button
            type="button"
            className="primary"
            disabled={accept.isPending}
            onClick={() => accept.mutate()}
          >
            {t('invite.accept')}
          </button>
          <button type="button" disabled={decline.isPending} onClick={() => decline.mutate()}>
            {t('invite.decline')}
          </button>
        </div>
      ) : (
        <>
          <p>{t('invite.signInFirst')}</p>
          <div className="row">
            <Link className="button primary" to="/sign-in" search={{ next: here }}>
              {t('entry.signIn')}
            </Link>
            <Link className="button" to="/sign-up">
              {t('entry.signUp')}
            </Link>
            <button type="button" disabled={decline.isPending} onClick={() => decline.mutate()}>
              {t('invite.decline')}
            </button>
          </div>
        </>
      )}
    </EntryPage>
  );
}
