/** Fields in the order in which people look for them. */
export const GROUPS: Record<string, string[]> = {
  required: ['email', 'name', 'first-name', 'last-name'],
  recommended: ['total-spend'],
  optional: [
    'monthly-spend',
    'payment-count',
    'first-payment-date',
    'last-payment-date',
    'refund-volume',
    'currency',
    'company',
    'phone',
    'country',
    'tags',
    'consent',
    'external-id',
  ],
  payment: [
    'transaction-id',
    'transaction-amount',
    'transaction-date',
    'transaction-status',
    'transaction-fee',
  ],
};

const CUSTOM = 'custom:';

/** The name of a custom field; null for all others. */
export function customName(target: string): string | null {
  return target.startsWith(CUSTOM) ? target.slice(CUSTOM.length) : null;
}

/** The custom field of a name, in the letters that such fields have; null if none are left. */
export function customField(name: string): string | null {
  const key = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+/, '')
    .slice(0, 64)
    .replace(/_+$/, '');
  return key === '' ? null : CUSTOM + key;
}

const READINGS = [
  ['decimal-comma', 'decimal-point'],
  ['day-first', 'month-first'],
];

/** What a column can be read as in place of a reading, with it; nothing where that makes no sense. */
export function readingsBeside(reading: string | undefined): string[] {
  return READINGS.find((pair) => reading !== undefined && pair.includes(reading)) ?? [];
}

/** The text that asks what a value means: it names the character that can mean two things. */
export function questionText(kind: string, example: string): string {
  if (kind !== 'number') return 'question.date';
  const comma = example.includes(',');
  const point = example.includes('.');
  if (comma === point) return 'question.date';
  return comma ? 'question.comma' : 'question.point';
}
