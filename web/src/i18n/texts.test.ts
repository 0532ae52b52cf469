import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import de from './de.json';
import en from './en.json';

const PLURAL = /_(one|other)$/;

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'generated' ? [] : sources(path);
    return /(?<!\.test)\.tsx?$/.test(entry.name) ? [readFileSync(path, 'utf8')] : [];
  });
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort();

describe('texts', () => {
  it('exist in both languages', () => {
    expect(Object.keys(en)).toEqual(Object.keys(de));
    for (const text of [...Object.values(de), ...Object.values(en)]) expect(text).not.toBe('');
  });

  it('have the same values in both languages', () => {
    for (const [key, text] of Object.entries(de)) {
      const other = en[key as keyof typeof en];
      // A single thing may be written out.
      if (!key.endsWith('_one')) expect(placeholders(other), key).toEqual(placeholders(text));
    }
  });

  it('exist for each key that is used', () => {
    const known = new Set(Object.keys(de).map((key) => key.replace(PLURAL, '')));
    const beginnings = [...known];
    const code = sources(join(import.meta.dirname, '..')).join('\n');
    const missing: string[] = [];
    for (const [, key] of code.matchAll(/\bt\(\s*'([^']+)'/g)) {
      if (key && !known.has(key)) missing.push(key);
    }
    for (const [, beginning] of code.matchAll(/\bt\(\s*`([^`$]+)\$\{/g)) {
      if (beginning && !beginnings.some((key) => key.startsWith(beginning))) missing.push(beginning);
    }
    for (const [, first, second] of code.matchAll(/\bt\([^'`)]*\? '([\w.-]+)' : '([\w.-]+)'/g)) {
      for (const key of [first, second]) if (key && !known.has(key)) missing.push(key);
    }
    expect(missing).toEqual([]);
  });

  it('exist for every action that the services know', () => {
    const services = join(import.meta.dirname, '../../..');
    const java = readFileSync(
      join(services, 'service-support/src/main/java/io/kundenwert/support/access/Action.java'),
      'utf8',
    );
    const actions = [...java.matchAll(/^ {2}([A-Z_]+)\(Scope/gm)].map(
      ([, name]) => `action.${(name ?? '').toLowerCase().replaceAll('_', '-')}`,
    );
    expect(actions.length).toBeGreaterThan(20);
    expect(actions.filter((key) => !(key in de))).toEqual([]);
  });

  it('exist for everything that the audit log records', () => {
    const services = join(import.meta.dirname, '../../..');
    const recorded = readdirSync(services)
      .filter((name) => name.endsWith('-service'))
      .map((name) => join(services, name, 'src/main/java'))
      .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
      .filter((file) => file.endsWith('Controller.java'))
      .flatMap((file) => [
        ...readFileSync(file, 'utf8').matchAll(
          /\brecord\((?:[^;"]*?)"([a-z-]+\.[a-z-]+)"/g,
        ),
      ])
      .map(([, action]) => `audit.action.${action}`);
    expect(recorded.length).toBeGreaterThan(20);
    expect(recorded.filter((key) => !(key in de))).toEqual([]);
  });
});
