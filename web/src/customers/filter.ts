/** Conditions of a list by their names: all must hold, of each one of its values. */
export type Conditions = Record<string, string[]>;

/** The priorities that can be asked for. */
export const PRIORITIES = ['high', 'medium', 'low'] as const;

/** The periods that can be asked for by their names. */
export const PERIODS = ['this-month', 'last-month', 'this-year', 'last-year'];

/** Reads the short form of a filter: `priority:high,low~source:ID`. */
export function read(filter: string | undefined): Conditions {
  const conditions: Conditions = {};
  for (const condition of filter?.split('~') ?? []) {
    const [name, values] = condition.split(':', 2);
    if (name && values) conditions[name] = values.split(',');
  }
  return conditions;
}

/** The short form of conditions; nothing if there are none. */
export function write(conditions: Conditions): string | undefined {
  const parts = Object.entries(conditions)
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => `${name}:${values.join(',')}`);
  return parts.length > 0 ? parts.join('~') : undefined;
}

/** The filter with a condition that has other values, or none. */
export function withValues(
  filter: string | undefined,
  name: string,
  values: string[],
): string | undefined {
  return write({ ...read(filter), [name]: values });
}
