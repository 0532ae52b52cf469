import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { startTexts } from '../i18n';
import { CustomerGrid } from './CustomerGrid';
import { columnsOf } from './columns';
import type { Customer } from './customers';

/** The list that the server has, and answers that wait until a test lets them go. */
const server = { size: 0, held: [] as (() => void)[], hold: false };

function page(from: number) {
  return {
    items: Array.from({ length: Math.max(Math.min(100, server.size - from), 0) }, (_, i) => ({
      id: `c${from + i}`,
      name: `Customer ${from + i}`,
      email: `c${from + i}@example.com`,
      net: { minor: String(100_000_000 - (from + i)), currency: 'EUR' },
      sources: [],
      tags: [],
    })),
    prev: from > 0 ? `before ${from}` : undefined,
    next: from + 100 < server.size ? String(from + 100) : undefined,
  };
}

async function answer(request: Request): Promise<Response> {
  const url = new URL(request.url);
  if (server.hold) await new Promise<void>((resolve) => server.held.push(resolve));
  const before = url.searchParams.get('before')?.replace('before ', '');
  const rank = Math.floor(Number(url.searchParams.get('fraction')) * (server.size - 100));
  const body = url.pathname.endsWith('/seek')
    ? { after: String(rank), rank, approximate: true }
    : page(before ? Math.max(Number(before) - 100, 0) : Number(url.searchParams.get('after') ?? 0));
  return new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } });
}

const props = {
  where: { teamId: 't', productId: 'p' },
  search: {},
  sort: '-net' as const,
  columns: [],
  onSort: () => undefined,
  onOpen: () => undefined,
  onClose: () => undefined,
  onFilter: () => undefined,
  onColumns: () => undefined,
};

function grid(more: Partial<Parameters<typeof CustomerGrid>[0]>) {
  return (
    <QueryClientProvider client={queries}>
      <CustomerGrid {...props} total={server.size} {...more} />
    </QueryClientProvider>
  );
}

let queries: QueryClient;
beforeEach(async () => {
  localStorage.setItem('kundenwert.language', 'de');
  await startTexts();
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
const press = (key: string, more: KeyboardEventInit = {}) =>
  act(() => {
    screen
      .getByRole('grid')
      .dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...more }));
  });
const scrollTo = (top: number) =>
  act(() => {
    screen.getByRole('grid').scrollTop = top;
    screen.getByRole('grid').dispatchEvent(new Event('scroll', { bubbles: true }));
  });
/** The cell that the keys are in, as assistive technology is told. */
const active = () =>
  document.getElementById(screen.getByRole('grid').getAttribute('aria-activedescendant') ?? '');
const loaded = () => Number(screen.getByRole('grid').dataset.loaded);

it('reads rows again that came too late because the list was changed beside it', async () => {
  server.size = 300;
  const { rerender } = render(grid({}));
  await screen.findByText('Customer 0');
  server.hold = true;
  // The next page is on its way when the row of an open customer is changed.
  scrollTo(60 * 48);
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
  scrollTo(80 * 48);
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
  press('ArrowDown');
  press(' ');
  expect(toggle).toHaveBeenLastCalledWith(['c0'], true);
  press('ArrowDown', { shiftKey: true });
  expect(toggle).toHaveBeenLastCalledWith(['c0', 'c1'], true);
  press('a', { ctrlKey: true });
  expect(toggle.mock.lastCall?.[0]).toHaveLength(100);
  expect(all).not.toHaveBeenCalled();
});

const choosing = { has: () => false, toggle: vi.fn(), all: vi.fn() };

it('has each cell of each row within reach of the keys, headings and checkboxes too', async () => {
  server.size = 5;
  const onSort = vi.fn();
  const columns = columnsOf('net,country', true);
  render(grid({ columns, onSort, selection: choosing }));
  await screen.findByText('Customer 0');
  expect(screen.getByRole('grid').getAttribute('aria-colcount')).toBe('4');
  press('ArrowDown');
  expect(active()?.textContent).toContain('Customer 0');
  press('ArrowLeft');
  expect(active()?.querySelector('input[type=checkbox]')).not.toBeNull();
  press('End');
  expect(active()?.getAttribute('aria-colindex')).toBe('4');
  press('ArrowRight');
  expect(active()?.getAttribute('aria-colindex')).toBe('4');
  press('ArrowUp');
  expect(active()?.textContent).toBe('Land');
  press('ArrowLeft');
  press(' ');
  expect(onSort).toHaveBeenLastCalledWith('net');
  press('Home');
  press(' ');
  expect(choosing.toggle.mock.lastCall?.[0]).toHaveLength(5);
  // One stop for Tab.
  const inner = screen.getByRole('grid').querySelectorAll('a, button, input');
  expect([...inner].every((each) => (each as HTMLElement).tabIndex === -1)).toBe(true);
});

it('keeps the cell of the keys in the document, wherever in a million rows one looks', async () => {
  server.size = 1_000_000;
  render(grid({}));
  await screen.findByText('Customer 0');
  press('ArrowDown');
  press('ArrowDown');
  const cell = active();
  expect(cell?.textContent).toContain('Customer 1');
  scrollTo(4_000_000);
  const first = () => Number(screen.getByRole('grid').dataset.first);
  expect(first()).toBeGreaterThan(400_000);
  await waitFor(() => expect(screen.getAllByRole('rowheader').length).toBeGreaterThan(20), {
    timeout: 2_000,
  });
  expect(active()).toBe(cell);
  expect(cell?.textContent).toContain('Customer 1');
  expect(screen.getAllByRole('row').length).toBeLessThan(30);
  expect(loaded()).toBeLessThanOrEqual(1_500);
  // The keys go on from there.
  press('ArrowDown');
  expect(first()).toBeLessThan(3);
});

it('says where a dragged bar is, and the value there once it is read', async () => {
  server.size = 1_000_000;
  const { container } = render(grid({}));
  await screen.findByText('Customer 0');
  scrollTo(4_000_000);
  const bubble = () => container.querySelector('[class*=bubble]');
  expect(bubble()?.textContent).toMatch(/^≈ Zeile 50\d\.\d{3}$/);
  await waitFor(() => expect(bubble()?.textContent).toMatch(/ · 995\.0\d\d,\d\d\s€$/), { timeout: 2_000 });
  await waitFor(() => expect(bubble()).toBeNull(), { timeout: 2_000 });
});

it('closes the panel with Escape and has the focus again after it', async () => {
  server.size = 5;
  const onClose = vi.fn();
  const { rerender } = render(grid({ onClose, search: { c: 'c1' } }));
  await screen.findByText('Customer 0');
  press('Escape');
  expect(onClose).toHaveBeenCalledOnce();
  rerender(grid({ onClose, search: {} }));
  expect(document.activeElement).toBe(screen.getByRole('grid'));
  press('Escape');
  expect(onClose).toHaveBeenCalledOnce();
});

it('goes on with the keys from where something was clicked', async () => {
  server.size = 5;
  render(grid({ columns: columnsOf('net', true) }));
  const link = await screen.findByText('Customer 2');
  act(() => {
    link.focus();
    link.click();
  });
  expect(document.activeElement).toBe(screen.getByRole('grid'));
  press('ArrowRight');
  expect(active()?.id).toBe(`${link.closest('[role=row]')?.querySelector('[role=gridcell]')?.id}`);
});
