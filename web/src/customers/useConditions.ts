import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { count, month } from '../ui/format';
import { COLUMNS } from './columns';
import { type Sort, sourcesQuery, type Where } from './customers';
import { PERIODS, PRIORITIES, read } from './filter';

/** A condition of a list that is set or can be. */
export interface Condition {
  /** As the filter calls it. */
  name: string;
  /** What it is about, for people. */
  field: string;
  /** The values of which one must hold; none if it is not set. */
  values: string[];
  /** The whole condition for people: “Priorität: Hoch oder Mittel”. */
  words: string;
  /** What removes it is called. */
  removal: string;
  /** What can be chosen; nothing for a condition that comes from elsewhere and can only be removed. */
  options: Option[];
  /** Whether several may be chosen. */
  many: boolean;
}

interface Option {
  value: string;
  label: string;
}

/**
 * The conditions that a list has and can have, in the order in which they are shown. Those by hidden
 * fields can be chosen only by whoever sees the fields; others can remove them.
 */
export function useConditions(
  where: Where,
  whole: boolean,
  filter: string | undefined,
): Condition[] {
  const { t, i18n } = useTranslation();
  const sources = useQuery({ ...sourcesQuery(where), enabled: whole });
  const set = read(filter);
  const removal = (field: string) => t('customers.removeCondition', { field });
  const named = sources.data?.items ?? [];
  const chosen = (name: string, field: string, options: Option[], many: boolean): Condition => {
    const values = set[name] ?? [];
    const labels = values.map((value) => options.find((each) => each.value === value)?.label ?? '…');
    const either = new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(labels);
    const words = values.length > 0 ? t('customers.condition', { field, values: either }) : field;
    return { name, field, values, words, removal: removal(field), options, many };
  };
  const period = set.created?.[0];
  const periods = [...PERIODS, ...(period && !PERIODS.includes(period) ? [period] : [])];
  const conditions = [
    chosen(
      'created',
      t('customers.seen'),
      periods.map((each) => ({
        value: each,
        label: PERIODS.includes(each) ? t(`customers.period.${each}`) : month(each),
      })),
      false,
    ),
  ];
  if (whole) {
    const priorities = PRIORITIES.map((value) => ({ value, label: t(`priority.${value}`) }));
    conditions.unshift(chosen('priority', t('customers.priority'), priorities, true));
  }
  if (whole && (named.length > 1 || set.source)) {
    const options = named.map(({ sourceId, name }) => ({ value: sourceId, label: name }));
    conditions.push(chosen('source', t('customers.source'), options, true));
  }
  for (const [name, values] of Object.entries(set)) {
    if (conditions.some((each) => each.name === name)) continue;
    const field = t(`customers.filteredField.${name}`, { defaultValue: name });
    conditions.push({
      name,
      field,
      values,
      removal: removal(field),
      words: t(`customers.filtered.${name}`, {
        defaultValue: name,
        count: values.length,
        shown: count(values.length),
      }),
      options: [],
      many: false,
    });
  }
  return conditions;
}

/** An order that is not the usual one, as something that can be removed like a condition. */
export function useOrder(sort: Sort): Condition {
  const { t } = useTranslation();
  const column = sort.replace('-', '');
  const label = COLUMNS.find((each) => each.sort === column)?.label ?? 'customers.customer';
  return {
    name: 'sort',
    field: t('customers.order'),
    values: [sort],
    removal: t('customers.removeOrder'),
    words: t(sort.startsWith('-') ? 'customers.orderDown' : 'customers.orderUp', {
      column: t(label),
    }),
    options: [],
    many: false,
  };
}
