import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { components } from '../api/generated/team-service';
import { useTeam } from '../session/session';
import { Page } from '../ui/Page';
import { ProblemNotice } from '../ui/problem';
import styles from './Permissions.module.css';
import { permissionsQuery } from './permissions';

type Row = components['schemas']['PermissionRow'];

const ROLES = ['owner', 'admin', 'member', 'viewer'] as const;
const SCOPES = ['team', 'product'] as const;

/** Who may do what: the matrix that the services enforce, the reader's own role marked. */
export function PermissionsPage() {
  const { t } = useTranslation();
  const team = useTeam();
  const matrix = useQuery(permissionsQuery);
  return (
    <Page
      title={t('permissions.title')}
      context={team.name}
      note={t('permissions.note', { role: t(`role.${team.role}`) })}
    >
      {matrix.isError && (
        <ProblemNotice failure={matrix.error} retry={() => void matrix.refetch()} />
      )}
      {matrix.isPending && <div className="sheet pad muted">{t('state.loading')}</div>}
      {matrix.data && <Matrix rows={matrix.data.items} own={team.role} />}
    </Page>
  );
}

/** The matrix as a table, the team's actions first. */
export function Matrix({ rows, own }: { rows: Row[]; own: string }) {
  const { t } = useTranslation();
  return (
    <div className="sheet scroll">
      <table className={styles.matrix}>
        <caption className="hidden">{t('permissions.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('permissions.action')}</th>
            {ROLES.map((role) => (
              <th key={role} scope="col" data-own={role === own || undefined}>
                {t(`role.${role}`)}
                {role === own && <span className="chip">{t('permissions.you')}</span>}
              </th>
            ))}
          </tr>
        </thead>
        {SCOPES.map((scope) => (
          <tbody key={scope}>
            <tr>
              <th scope="rowgroup" colSpan={ROLES.length + 1} className={styles.group}>
                {t(`permissions.${scope}`)}
              </th>
            </tr>
            {rows
              .filter((row) => row.scope === scope)
              .map((row) => (
                <tr key={row.action}>
                  <th scope="row">{t(`action.${row.action}`, { defaultValue: row.action })}</th>
                  {ROLES.map((role) => (
                    <td key={role} data-own={role === own || undefined} data-cell={row[role]}>
                      {t(`permissions.cell.${row[role]}`)}
                    </td>
                  ))}
                </tr>
              ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}
