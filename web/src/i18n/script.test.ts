import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import en from './en.json';

/** A text as a pattern: what is filled in can be anything. */
function pattern(text: string): RegExp {
  const fixed = text.split(/\{\{\w+\}\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${fixed.join('.+')}$`);
}

describe('the script for screen readers', () => {
  it('quotes what the application says', () => {
    const script = readFileSync(join(import.meta.dirname, '../../../docs/screen-reader-script.md'), 'utf8');
    const patterns = Object.values(en).map(pattern);
    // Quotations may have others within.
    const quoted = [...script.matchAll(/“((?:[^“”]|“[^“”]*”)+)”/g)].map(([, text]) =>
      (text ?? '').replace(/\s+/g, ' '),
    );
    expect(quoted.length).toBeGreaterThan(40);
    expect(quoted.filter((text) => !patterns.some((each) => each.test(text)))).toEqual([]);
  });
});
