import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { CustomerGrid } from './CustomerGrid';
import type { Customer } from './customers';

/** The list that the server has, and answers that wait until a test lets them go. */
const server = { size: 0, held: [] as (() => void)[], hold: false };

function page(from: number) {
  return {
    items: Array.from({ length: Math.max(Math.min(100, server.size - from), 0) }, (_, i) => ({
      id: `c${from + i}`,
      name: `Customer ${from + i}`,
      email: `c${from + i}@example.com`,
      tags: [],
    })),
    prev: from > 0 ? `before ${from}` : undefined,
    next: from + 100 < server.size ? String(from + 100) : undefined,
  };
}

async function answer(request: Request): Promise<Response> {
  const url = new URL(request.url);
  if (server.hold) await new Promise<void>((resolve) => server.held.push(resolve));
  const body = page(Number(url.searchParams.get('after') ?? 0));
  return new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } });
}

const props = {
  where: { teamId: 't', productId: 'p' },
  search: {},
  sort: '-net' as const,
  columns: [],
  onSort: () => undefined,
  onOpen: () => undefined,
};

function grid(more: Partial<Parameters<typeof CustomerGrid>[0]>) {
  return (
    <QueryClientProvider client={queries}>
      <CustomerGrid {...props} total={server.size} {...more} />
    </QueryClientProvider>
  );
}

let queries: QueryClient;
beforeEach(() => {
  queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  server.hold = false;
  vi.stubGlobal('fetch', answer);
  server.held = [];
  // Room for twenty rows.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(1_000);
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(private readonly told: () => void) {}
      observe() {
        this.told();
      }
      disconnect() {}
    },
  );
});
const loaded = () => Number(screen.getByRole('grid').dataset.loaded);

it('reads rows again that came too late because the list was changed beside it', async () => {
  server.size = 300;
  const { rerender } = render(grid({}));
  await screen.findByText('Customer 0');
  server.hold = true;
  // The next page is on its way when the row of an open customer is changed.
  act(() => {
    screen.getByRole('grid').scrollTop = 60 * 48;
    screen.getByRole('grid').dispatchEvent(new Event('scroll', { bubbles: true }));
  });
  await waitFor(() => expect(server.held).toHaveLength(1));
  rerender(grid({ changed: { id: 'c70', name: 'Changed', email: 'c70@example.com', tags: [] } as unknown as Customer }));
  server.hold = false;
  act(() => {
    for (const go of server.held) go();
  });
  await waitFor(() => expect(loaded()).toBeGreaterThanOrEqual(200));
  expect(screen.getByText('Changed')).toBeTruthy();
});

it('is not looked at behind the end of a list that became shorter', async () => {
  server.size = 90;
  const { rerender } = render(grid({}));
  await screen.findByText('Customer 0');
  act(() => {
    screen.getByRole('grid').scrollTop = 80 * 48;
    screen.getByRole('grid').dispatchEvent(new Event('scroll', { bubbles: true }));
  });
  await screen.findByText('Customer 89');
  server.size = 5;
  await queries.invalidateQueries();
  rerender(grid({ generation: 1 }));
  await screen.findByText('Customer 4');
  expect(screen.queryByText('Customer 89')).toBeNull();
  expect(screen.getByText('Customer 0')).toBeTruthy();
});

it('chooses a range with Shift, and all with the keys', async () => {
  server.size = 150;
  const toggle = vi.fn();
  const all = vi.fn();
  const chosen = new Set<string>();
  render(grid({ selection: { has: (id) => chosen.has(id), toggle, all } }));
  await screen.findByText('Customer 0');
  const press = (key: string, more: KeyboardEventInit = {}) =>
    act(() => {
      screen
        .getByRole('grid')
        .dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...more }));
    });
  press('ArrowDown');
  press(' ');
  expect(toggle).toHaveBeenLastCalledWith(['c0'], true);
  press('ArrowDown', { shiftKey: true });
  expect(toggle).toHaveBeenLastCalledWith(['c0', 'c1'], true);
  press('a', { ctrlKey: true });
  expect(toggle.mock.lastCall?.[0]).toHaveLength(100);
  expect(all).not.toHaveBeenCalled();
});
