import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTeam } from '../session/session';
import { permissionsQuery } from '../team/permissions';
import { Page } from '../ui/Page';

const ROLES = ['owner', 'admin', 'member', 'viewer'] as const;

/** Somebody came by an address to what their role may not do: says which roles may. */
export function ForbiddenPage({ action }: { action: string }) {
  const { t, i18n } = useTranslation();
  const team = useTeam();
  const rows = useQuery(permissionsQuery).data?.items ?? [];
  const row = rows.find((each) => each.action === action);
  const roles = ROLES.filter((role) => row && row[role] !== 'no').map((role) =>
    row?.[role] === 'own' ? t('frame.ownOnly', { role: t(`role.${role}`) }) : t(`role.${role}`),
  );
  return (
    <Page title={t('frame.forbidden')} context={team.name}>
      <div className="sheet pad stack">
        <p>
          {t('frame.forbiddenRole', { role: t(`role.${team.role}`) })}{' '}
          {row &&
            t('frame.forbiddenNeeds', {
              action: t(`action.${action}`, { defaultValue: action }),
              roles: new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(roles),
            })}
        </p>
        <div className="row">
          <Link className="button" to="/t/$team" params={{ team: team.id }}>
            {t('error.home')}
          </Link>
        </div>
      </div>
    </Page>
  );
}
