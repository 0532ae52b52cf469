import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');
const colours = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map((found) => [
    found[1] ?? '',
    [found[2] ?? '', found[3] ?? ''],
  ]),
);

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((place) => parseInt(colour.slice(place, place + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** WCAG 2.2: 4.5 for text, 3 for borders of inputs and parts of charts. */
const PAIRS: [string, string, number][] = [
  ...['canvas', 'surface', 'sunken'].flatMap((ground): [string, string, number][] => [
    ['text', ground, 4.5],
    ['text-muted', ground, 4.5],
    ['accent', ground, 4.5],
  ]),
  ['on-accent', 'accent', 4.5],
  ['text', 'accent-soft', 4.5],
  ['accent', 'accent-soft', 4.5],
  ['danger', 'danger-soft', 4.5],
  ['danger', 'surface', 4.5],
  ['warn', 'warn-soft', 4.5],
  ['ok', 'ok-soft', 4.5],
  ['line-strong', 'surface', 3],
  ['priority-medium', 'surface', 3],
  ['priority-low', 'surface', 3],
  ...[1, 2, 3, 4, 5, 6].map((place): [string, string, number] => [`source-${place}`, 'surface', 3]),
];

describe('colours', () => {
  it.each(PAIRS)('%s on %s can be told apart in both themes (%d)', (front, ground, least) => {
    for (const theme of [0, 1]) {
      const one = colours.get(front)?.[theme] ?? '';
      const other = colours.get(ground)?.[theme] ?? '';
      expect(contrast(one, other)).toBeGreaterThanOrEqual(least);
    }
  });

  it('stand in the palette only', () => {
    const sources = join(import.meta.dirname, '..');
    const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.css') && !file.endsWith('tokens.css'),
    );
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      expect(readFileSync(join(sources, file), 'utf8'), file).not.toMatch(/#[0-9a-f]{3,8}\b/i);
    }
  });
});
