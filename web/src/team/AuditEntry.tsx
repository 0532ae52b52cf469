import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { components } from '../api/generated/team-service';
import { useTeam } from '../session/session';
import { money } from '../ui/format';
import { Moment } from '../ui/Moment';
import { type AuditSearch, shortId } from './audit';

type Entry = components['schemas']['EntryView'];

interface Props {
  entry: Entry;
  search: AuditSearch;
  /** Name of a member. */
  names: (userId: string) => string;
}

/** What somebody did to which record; the record leads to all that was done to it. */
export function AuditEntry({ entry, search, names }: Props) {
  const { t } = useTranslation();
  const team = useTeam();
  const product = team.products.find((each) => each.id === entry.productId);
  const record = () => {
    if (entry.subjectType === 'member') return names(entry.subjectId);
    const found = [team, ...team.products].find((each) => each.id === entry.subjectId);
    return found?.name ?? shortId(entry.subjectId);
  };
  const value = (field: string, text: string) => {
    if (field === 'role') return t(`role.${text}`, { defaultValue: text });
    if (field === 'createdBy') return names(text) || text;
    if (field === 'rankBy') return t(text === 'net' ? 'product.net' : 'product.gross');
    const isAmount = field === 'highFrom' || field === 'mediumFrom';
    return isAmount && product ? money({ minor: text, currency: product.currency }) : text;
  };
  return (
    <tr>
      <td>
        <Moment at={entry.at} />
      </td>
      <td>
        {entry.userName ?? t(entry.via === 'system' ? 'audit.system' : 'audit.nobody')}
        {entry.via === 'api-key' && <span className="chip">API</span>}
      </td>
      <td>{t(`audit.action.${entry.action}`, { defaultValue: entry.action })}</td>
      <td>
        <Link
          to="/t/$team/audit"
          params={{ team: team.id }}
          search={{ ...search, record: `${entry.subjectType}:${entry.subjectId}` }}
          title={entry.subjectId}
        >
          {t(`audit.record.${entry.subjectType}`, { defaultValue: entry.subjectType })} {record()}
        </Link>
        {product && entry.subjectType !== 'product' && (
          <div className="muted">{product.name}</div>
        )}
      </td>
      <td>
        {entry.fields.map((field) => (
          <div key={field.name}>
            {t([`audit.field.${field.name}`, `field.${field.name}`], { defaultValue: field.name })}:{' '}
            {field.erased
              ? t('audit.erased')
              : [field.before, field.after]
                  .filter((each) => each != null)
                  .map((each) => value(field.name, each) || '–')
                  .join(' → ')}
          </div>
        ))}
      </td>
      <td className="muted">{entry.clientAddress}</td>
    </tr>
  );
}
