import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
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

/** The heading of a column, with the handle at its right edge. */
function edge(label: string) {
  const heading = screen.getByText(label).closest<HTMLElement>('[role=columnheader]');
  const handle = heading?.querySelector('[class*=handle]');
  if (!heading || !handle) throw new Error('no handle');
  handle.setPointerCapture = () => undefined;
  vi.spyOn(heading, 'getBoundingClientRect').mockReturnValue({ width: 140 } as DOMRect);
  return { heading, handle };
}
const widths = (row: number) =>
  [...(screen.getAllByRole('row')[row]?.children ?? [])].map(
    (cell) => (cell as HTMLElement).style.width,
  );

it('makes a column wider as its edge is dragged, all of it at once, and keeps that in the end', async () => {
  server.size = 5;
  const onColumns = vi.fn();
  const onSort = vi.fn();
  const { rerender } = render(grid({ columns: columnsOf('net,country', true), onColumns, onSort }));
  await screen.findByText('Customer 0');
  const { handle } = edge('Wert netto');
  fireEvent.pointerDown(handle, { button: 0, clientX: 500 });
  fireEvent.pointerMove(handle, { clientX: 560 });
  expect(widths(0)).toEqual(['', '200px', '100px']);
  expect(widths(1)).toEqual(['', '200px', '100px']);
  expect(onColumns).not.toHaveBeenCalled();
  fireEvent.pointerUp(handle, { clientX: 570 });
  expect(onColumns).toHaveBeenCalledExactlyOnceWith('net.210,country');
  // It does not fall back before the address has it, nor is it held against a later choice.
  expect(widths(1)).toEqual(['', '210px', '100px']);
  expect(screen.getByText('Wert netto: 210 Pixel breit').getAttribute('role')).toBe('status');
  rerender(grid({ columns: columnsOf('net.210,country', true), onColumns, onSort }));
  rerender(grid({ columns: columnsOf('net,country', true), onColumns, onSort }));
  expect(widths(1)).toEqual(['', '140px', '100px']);
  expect(onSort).not.toHaveBeenCalled();
});

it('keeps a dragged column within bounds, and as it was if nothing came of it', async () => {
  server.size = 5;
  const onColumns = vi.fn();
  render(grid({ columns: columnsOf('net,country', true), onColumns }));
  await screen.findByText('Customer 0');
  const { handle } = edge('Wert netto');
  fireEvent.pointerDown(handle, { button: 0, clientX: 500 });
  fireEvent.pointerMove(handle, { clientX: -900 });
  expect(widths(0)).toEqual(['', '80px', '100px']);
  fireEvent.pointerMove(handle, { clientX: 5_000 });
  expect(widths(0)).toEqual(['', '640px', '100px']);
  fireEvent.pointerCancel(handle);
  expect(widths(0)).toEqual(['', '140px', '100px']);
  // A press alone, another button, and moving over it are no dragging.
  fireEvent.pointerDown(handle, { button: 0, clientX: 500 });
  fireEvent.pointerUp(handle, { clientX: 500 });
  fireEvent.pointerDown(handle, { button: 2, clientX: 500 });
  fireEvent.pointerMove(handle, { clientX: 600 });
  fireEvent.pointerUp(handle, { clientX: 600 });
  expect(onColumns).not.toHaveBeenCalled();
  expect(widths(0)).toEqual(['', '140px', '100px']);
});

it('drags the pinned customer too, and shows them as wide as was chosen', async () => {
  server.size = 5;
  const onColumns = vi.fn();
  render(grid({ columns: columnsOf('net', true), customerWidth: 360, onColumns }));
  await screen.findByText('Customer 0');
  expect(widths(0)).toEqual(['360px', '140px']);
  expect(widths(1)).toEqual(['360px', '140px']);
  const list = screen.getByRole('grid').firstElementChild as HTMLElement;
  expect(list.style.width).toBe('500px');
  const { handle } = edge('Kunde');
  fireEvent.pointerDown(handle, { button: 0, clientX: 140 });
  fireEvent.pointerMove(handle, { clientX: 180 });
  expect(widths(1)).toEqual(['180px', '140px']);
  expect(list.style.width).toBe('320px');
  fireEvent.pointerUp(handle, { clientX: 180 });
  expect(onColumns).toHaveBeenCalledExactlyOnceWith('customer.180,net');
});
