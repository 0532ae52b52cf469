import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { month } from '../ui/format';
import styles from './Customers.module.css';
import { sourcesQuery, type Where } from './customers';
import { PERIODS, PRIORITIES, read, withValues } from './filter';

interface Props {
  where: Where;
  /** Whether the person sees values and where they come from. */
  whole: boolean;
  filter: string | undefined;
  onFilter: (filter: string | undefined) => void;
}

/** Which customers the list shows; all conditions together, those by hidden fields only for whoever sees them. */
export function Filters({ where, whole, filter, onFilter }: Props) {
  const { t } = useTranslation();
  const sources = useQuery({ ...sourcesQuery(where), enabled: whole });
  const conditions = read(filter);
  const period = conditions.created?.[0];
  const named = sources.data?.items ?? [];
  const set = (name: string, values: string[]) => onFilter(withValues(filter, name, values));
  return (
    <>
      {whole && (
        <label className="row">
          {t('customers.priority')}
          <select
            value={conditions.priority?.[0] ?? ''}
            onChange={(event) => set('priority', event.target.value ? [event.target.value] : [])}
          >
            <option value="">{t('customers.anyPriority')}</option>
            {PRIORITIES.map((priority) => (
              <option key={priority} value={priority}>
                {t(`priority.${priority}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="row">
        {t('customers.seen')}
        <select
          value={period ?? ''}
          onChange={(event) => set('created', event.target.value ? [event.target.value] : [])}
        >
          <option value="">{t('customers.anyPeriod')}</option>
          {PERIODS.map((each) => (
            <option key={each} value={each}>
              {t(`customers.period.${each}`)}
            </option>
          ))}
          {period && !PERIODS.includes(period) && (
            <option value={period}>{month(period)}</option>
          )}
        </select>
      </label>
      {whole && (named.length > 1 || conditions.source) && (
        <label className="row">
          {t('customers.source')}
          <select
            value={conditions.source?.[0] ?? ''}
            onChange={(event) => set('source', event.target.value ? [event.target.value] : [])}
          >
            <option value="">{t('customers.anyPriority')}</option>
            {named.map((source) => (
              <option key={source.sourceId} value={source.sourceId}>
                {source.name}
              </option>
            ))}
          </select>
        </label>
      )}
      {/* Without a control of its own, or with a condition from elsewhere that a viewer may not ask for. */}
      {Object.keys(conditions)
        .filter((name) => name === 'import' || (!whole && name !== 'created'))
        .map((name) => (
          <span className="chip" key={name}>
            {t(`customers.filtered.${name}`, { defaultValue: name })}
            <button
              type="button"
              className={styles.remove}
              aria-label={t('customers.removeFilter')}
              onClick={() => set(name, [])}
            >
              ×
            </button>
          </span>
        ))}
    </>
  );
}
