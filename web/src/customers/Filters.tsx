import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import styles from './Customers.module.css';
import type { Where } from './customers';
import { read, withValues } from './filter';

const PRIORITIES = ['high', 'medium', 'low'] as const;

interface Props {
  where: Where;
  filter: string | undefined;
  onFilter: (filter: string | undefined) => void;
}

/** Which customers the list shows: by priority, by source, by import; all conditions together. */
export function Filters({ where, filter, onFilter }: Props) {
  const { t } = useTranslation();
  const sources = useQuery({
    queryKey: ['customers', where, 'sources'],
    queryFn: () =>
      data(
        api.GET('/api/v1/teams/{teamId}/products/{productId}/sources', {
          params: { path: where },
        }),
      ),
  });
  const conditions = read(filter);
  const named = sources.data?.items ?? [];
  const set = (name: string, values: string[]) => onFilter(withValues(filter, name, values));
  return (
    <>
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
