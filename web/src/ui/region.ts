import { choice } from './choice';

/** How numbers, amounts and dates are written; by the language if nobody chose. */
export const region = choice(
  'kundenwert.region',
  ['language', 'de-DE', 'de-AT', 'de-CH', 'en-GB', 'en-US'],
  () => 'language',
);

/** The region as formats take it. */
export function locale(): string {
  const chosen = region.get();
  if (chosen !== 'language') return chosen;
  return document.documentElement.lang === 'en' ? 'en-GB' : 'de-DE';
}
