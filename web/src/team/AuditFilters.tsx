import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTeam } from '../session/session';
import { type AuditSearch, KINDS, shortId } from './audit';
import { membersQuery } from './members';

/** Which entries of the log are shown. */
export function AuditFilters({ search }: { search: AuditSearch }) {
  const { t } = useTranslation();
  const team = useTeam();
  const navigate = useNavigate();
  const members = useQuery(membersQuery(team.id)).data?.items ?? [];
  const narrow = (change: AuditSearch) =>
    void navigate({
      to: '/t/$team/audit',
      params: { team: team.id },
      search: { ...search, ...change },
    });
  const [kind, id] = search.record?.split(':') ?? [];
  return (
    <div className="row">
      <label className="row">
        {t('audit.about')}
        <select
          value={search.about ?? ''}
          onChange={(event) => narrow({ about: event.target.value || undefined })}
        >
          <option value="">{t('audit.everything')}</option>
          {KINDS.map((each) => (
            <option key={each} value={each}>
              {t(`audit.kind.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="row">
        {t('audit.by')}
        <select
          value={search.user ?? ''}
          onChange={(event) => narrow({ user: event.target.value || undefined })}
        >
          <option value="">{t('audit.anybody')}</option>
          {members.map((member) => (
            <option key={member.id} value={member.id}>
              {member.name}
            </option>
          ))}
          {search.user && members.every((member) => member.id !== search.user) && (
            <option value={search.user}>{t('history.formerMember')}</option>
          )}
        </select>
      </label>
      {team.products.length > 0 && (
        <label className="row">
          {t('audit.product')}
          <select
            value={search.product ?? ''}
            onChange={(event) => narrow({ product: event.target.value || undefined })}
          >
            <option value="">{t('audit.anyProduct')}</option>
            {team.products.map((product) => (
              <option key={product.id} value={product.id}>
                {product.name}
              </option>
            ))}
            {search.product && team.products.every((each) => each.id !== search.product) && (
              <option value={search.product}>{t('audit.formerProduct')}</option>
            )}
          </select>
        </label>
      )}
      {(['from', 'to'] as const).map((end) => (
        <label key={end} className="row">
          {t(`audit.${end}Day`)}
          <input
            type="date"
            value={search[end] ?? ''}
            onChange={(event) => narrow({ [end]: event.target.value || undefined })}
          />
        </label>
      ))}
      {kind && id && (
        <span className="chip" title={id}>
          {t('audit.onlyRecord', { record: `${t(`audit.record.${kind}`, { defaultValue: kind })} ${shortId(id)}` })}
        </span>
      )}
      {Object.values(search).some(Boolean) && (
        <Link className="button" to="/t/$team/audit" params={{ team: team.id }} search={{}}>
          {t('audit.clear')}
        </Link>
      )}
    </div>
  );
}
