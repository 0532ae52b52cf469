import { useTranslation } from 'react-i18next';
import { useTeam } from '../session/session';
import { Page } from '../ui/Page';

/** What one may do in the team and with each product, as the server derives it. */
export function PermissionsPage() {
  const { t } = useTranslation();
  const team = useTeam();
  const actions = [...new Set(team.products.flatMap((product) => product.actions))];
  return (
    <Page
      title={t('permissions.title')}
      context={team.name}
      note={t('permissions.note', { role: t(`role.${team.role}`) })}
    >
      <div className="stack">
        <section className="sheet pad">
          <h2>{t('permissions.team')}</h2>
          <ul>
            {team.actions.map((action) => (
              <li key={action}>{t(`action.${action}`, { defaultValue: action })}</li>
            ))}
          </ul>
        </section>
        {team.products.length > 0 && (
          <section className="sheet scroll">
            <table>
              <caption className="hidden">{t('permissions.products')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('permissions.action')}</th>
                  {team.products.map((product) => (
                    <th scope="col" key={product.id}>
                      {product.name}
                      {product.own && <span className="chip">{t('permissions.own')}</span>}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {actions.map((action) => (
                  <tr key={action}>
                    <th scope="row">{t(`action.${action}`, { defaultValue: action })}</th>
                    {team.products.map((product) => (
                      <td key={product.id}>
                        {product.actions.includes(action) ? t('permissions.yes') : '–'}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
      </div>
    </Page>
  );
}
