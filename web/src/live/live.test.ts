import { beforeEach, expect, it, vi } from 'vitest';
import { follow, type Hint, paced, stale } from './live';

/** An event stream that a test speaks through. */
class Source extends EventTarget {
  static all: Source[] = [];
  closed = false;
  constructor(readonly url: string) {
    super();
    Source.all.push(this);
  }
  close() {
    this.closed = true;
  }
}

/** Locks as browsers have them: one holder, the others wait in line. */
function locks() {
  const lines = new Map<string, (() => void)[]>();
  return {
    request: (name: string, { signal }: { signal: AbortSignal }, work: () => Promise<void>) =>
      new Promise<void>((resolve, reject) => {
        const line = lines.get(name) ?? [];
        lines.set(name, line);
        const begin = () =>
          void Promise.resolve(work()).then(() => {
            line.shift();
            resolve();
            line[0]?.();
          });
        line.push(begin);
        if (line.length === 1) begin();
        signal.addEventListener('abort', () => {
          if (line[0] !== begin) {
            line.splice(line.indexOf(begin), 1);
            reject(new DOMException('', 'AbortError'));
          }
        });
      }),
  };
}

beforeEach(() => {
  Source.all = [];
  vi.stubGlobal('EventSource', Source);
});

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

it('opens one stream however many tabs follow, and another tab takes over', async () => {
  vi.stubGlobal('navigator', { ...navigator, locks: locks() });
  const first = follow('team');
  const second = follow('team');
  await settled();
  expect(Source.all).toHaveLength(1);
  expect(Source.all[0]?.url).toBe('/api/v1/teams/team/events');
  first();
  await settled();
  expect(Source.all[0]?.closed).toBe(true);
  expect(Source.all).toHaveLength(2);
  second();
  await settled();
  expect(Source.all[1]?.closed).toBe(true);
});

it('reads for itself where there are no locks', () => {
  vi.stubGlobal('navigator', { ...navigator, locks: undefined });
  follow('team')();
  expect(Source.all).toHaveLength(1);
  expect(Source.all[0]?.closed).toBe(true);
});

it('asks again for what a hint is about', () => {
  const hint = (kind: Hint['kind']): Hint => ({ kind, productId: 'p', importId: 'i' });
  expect(stale(hint('imports'), 't')).toEqual([
    ['imports', 't', 'p'],
    ['import', 't', 'i'],
  ]);
  expect(stale(hint('inbox'), 't')).toEqual([['inbox', 't']]);
  expect(stale(hint('session'), 't')).toContainEqual(['session']);
  expect(stale(hint('customers'), 't')).toEqual([]);
  expect(stale(hint('all'), 't')).toContainEqual(['inbox', 't']);
});

it('heeds the hints of an import once a second, also the last one', () => {
  vi.useFakeTimers();
  const heard: string[] = [];
  const hear = paced((hint) => heard.push(`${hint.kind} ${hint.importId ?? ''}`));
  const of = (importId: string) => hear({ kind: 'imports', importId });
  for (let i = 0; i < 5; i++) of('a');
  of('b');
  hear({ kind: 'inbox' });
  expect(heard).toEqual(['imports a', 'imports b', 'inbox ']);
  vi.advanceTimersByTime(1_000);
  expect(heard).toEqual(['imports a', 'imports b', 'inbox ', 'imports a']);
  vi.advanceTimersByTime(5_000);
  expect(heard).toHaveLength(4);
  vi.useRealTimers();
});
