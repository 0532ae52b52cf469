import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTexts } from '../i18n';
import { PriorityPreview, type Ranking } from './PriorityPreview';

const stored: Ranking = { highFrom: '10000', mediumFrom: '5000', rankBy: 'gross' };
const where = { teamId: 't', productId: 'p' };

/** What was asked, and what is answered. */
const asked: string[] = [];
let answer: () => Response | Promise<Response>;

const found = (high: number, medium: number, low: number, approximate = false) =>
  Response.json({ customers: high + medium + low, approximate, high, medium, low });

describe('the preview of priorities', () => {
  beforeEach(async () => {
    asked.length = 0;
    answer = () => found(300, 100, 12);
    vi.stubGlobal('fetch', async (request: Request) => {
      asked.push(new URL(request.url).search);
      return answer();
    });
    localStorage.setItem('kundenwert.language', 'de');
    await startTexts();
    vi.useFakeTimers();
  });
  afterEach(() => vi.useRealTimers());

  function open() {
    const queries = new QueryClient();
    const view = (typed: Ranking, saved = stored) => (
      <QueryClientProvider client={queries}>
        <PriorityPreview where={where} stored={saved} typed={typed} />
      </QueryClientProvider>
    );
    const { container, rerender } = render(view(stored));
    const region = container.querySelector('[aria-live="polite"]')!;
    return {
      said: () => region.textContent,
      type: (typed: Partial<Ranking>, saved = stored) =>
        rerender(view({ ...stored, ...typed }, saved)),
    };
  }

  const pass = async (millis: number) => {
    await act(() => vi.advanceTimersByTimeAsync(millis));
    // What is asked when the pause is over is answered behind it.
    await act(() => vi.advanceTimersByTimeAsync(20));
  };

  it('says nothing and asks nothing while nothing is changed', async () => {
    const { said } = open();
    await pass(2_000);
    expect(said()).toBe('');
    expect(asked).toEqual([]);
  });

  it('says how many change, once for what was typed in one go', async () => {
    const { said, type } = open();
    type({ highFrom: '900' });
    await pass(300);
    type({ highFrom: '9000' });
    await pass(300);
    expect(asked).toEqual([]);
    await pass(200);
    expect(asked).toEqual(['?highFrom=9000&mediumFrom=5000&rankBy=gross']);
    expect(said()).toBe(
      '412 Kunden ändern ihre Priorität: 300 werden hoch, 100 werden mittel, 12 werden niedrig.',
    );
    type({ highFrom: '8000' });
    expect(said()).toBe('');
  });

  it('asks also for another total, and is silent again once that is saved or taken back', async () => {
    const { said, type } = open();
    answer = () => found(0, 1, 0);
    type({ rankBy: 'net' });
    await pass(500);
    expect(asked).toEqual(['?highFrom=10000&mediumFrom=5000&rankBy=net']);
    expect(said()).toBe('1 Kunde ändert seine Priorität: 1 wird mittel.');
    type({ rankBy: 'net' }, { ...stored, rankBy: 'net' });
    await pass(500);
    expect(said()).toBe('');
    type({});
    await pass(500);
    expect(said()).toBe('');
    expect(asked).toHaveLength(1);
  });

  it('says that it estimates, and that nobody changes', async () => {
    const { said, type } = open();
    answer = () => found(0, 41_302, 0, true);
    type({ mediumFrom: '0' });
    await pass(500);
    expect(said()).toBe('≈ 41.302 Kunden ändern ihre Priorität: 41.302 werden mittel.');
    answer = () => found(0, 0, 0);
    type({ mediumFrom: '1' });
    await pass(500);
    expect(said()).toBe('Kein Kunde ändert dadurch seine Priorität.');
  });

  it('asks nothing that could not be saved', async () => {
    const { said, type } = open();
    for (const typed of [{ highFrom: '' }, { mediumFrom: '10001' }]) {
      type(typed);
      await pass(500);
    }
    expect(asked).toEqual([]);
    expect(said()).toBe('');
  });

  it('says that it does not know where the answer does not come', async () => {
    const { said, type } = open();
    answer = () => Response.json({ status: 503, code: 'x', title: 'Weg' }, { status: 503 });
    type({ highFrom: '9000' });
    await pass(500);
    expect(said()).toBe('Wie viele Kunden das betrifft, ist gerade nicht bekannt.');
  });
});
