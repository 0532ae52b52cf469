import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import styles from './Customers.module.css';
import type { Where } from './customers';
import { read, withValues } from './filter';

const PERIODS = ['this-month', 'last-month', 'this-year', 'last-year'];
const PRIORITIES = ['high', 'medium', 'low'] as const;

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
  const sources = useQuery({
    queryKey: ['customers', where, 'sources'],
    queryFn: () =>
      data(
        api.GET('/api/v1/teams/{teamId}/products/{productId}/sources', {
          params: { path: where },
        }),
      ),
    enabled: whole,
  });
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
        {t('customers.created')}
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
          {period && !PERIODS.includes(period) && <option value={period}>{period}</option>}
        </select>
      </label>
      {(named.length > 1 || conditions.source) && (
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
      {conditions.import && (
        <span className="chip">
          {t('customers.ofImport')}
          <button
            type="button"
            className={styles.remove}
            aria-label={t('customers.removeFilter')}
            onClick={() => set('import', [])}
          >
            ×
          </button>
        </span>
      )}
    </>
  );
}
