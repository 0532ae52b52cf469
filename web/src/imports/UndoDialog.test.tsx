import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { startTexts } from '../i18n';
import type { Product, Team } from '../session/session';
import type { ImportState } from './imports';
import { RunStep } from './RunStep';
import { UndoDialog } from './UndoDialog';

const server = { version: 0, gone: 0, edited: 0, finished: true };

/** What was read, with its query. */
const read: string[] = [];

const team = { id: 't' } as Team;
const product = (...actions: string[]) => ({ id: 'p', name: 'Kurse', actions }) as unknown as Product;

function look() {
  return {
    version: server.version,
    gone: server.gone,
    reversed: 0,
    kept: 0,
    failed: 0,
    edited: server.edited,
    amounts: [{ minor: '120050', currency: 'EUR' }],
    finishedAt: server.finished ? '2026-11-02T10:00:00Z' : undefined,
  };
}

/** Those who keep what people entered, on two pages. */
function customers(search: string) {
  return search.includes('after=a')
    ? { items: [{ id: 'b', email: 'b@example.com' }] }
    : { items: [{ id: 'a', name: 'Anna Berg', email: 'a@example.com' }], next: 'a' };
}

beforeEach(async () => {
  Object.assign(server, { version: 0, gone: 0, edited: 0, finished: true });
  read.length = 0;
  vi.stubGlobal('fetch', (request: Request) => {
    if (request.method === 'POST') server.version++;
    const { pathname, search } = new URL(request.url);
    if (request.method === 'GET') read.push(pathname + search);
    const body = pathname.endsWith('/edited')
      ? customers(search)
      : request.method === 'POST'
        ? look()
        : { dryRun: look(), undo: look() };
    return Promise.resolve(
      new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } }),
    );
  });
  localStorage.setItem('kundenwert.language', 'en');
  await startTexts();
});

it('asks with what undoing does now, not with what an earlier look found', async () => {
  const queries = new QueryClient();
  const dialog = () =>
    render(
      <QueryClientProvider client={queries}>
        <UndoDialog
          state={{ id: 'i', fileName: 'kunden.csv' } as ImportState}
          team={team}
          product={product()}
          onClose={() => undefined}
        />
      </QueryClientProvider>,
    );
  const button = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Undo the import' });
  Object.assign(server, { gone: 7, finished: true });
  const first = dialog();
  expect(await screen.findByText(/7 customers are removed/)).toBeTruthy();
  expect(screen.getByText('Total: −€1,200.50')).toBeTruthy();
  expect(button().disabled).toBe(false);
  first.unmount();

  Object.assign(server, { gone: 8, finished: false });
  dialog();
  await waitFor(() => expect(server.version).toBe(2));
  expect(screen.queryByText(/customers are removed/)).toBeNull();
  expect(button().disabled).toBe(true);
  server.finished = true;
  expect(await screen.findByText(/8 customers are removed/, {}, { timeout: 2_000 })).toBeTruthy();
  expect(button().disabled).toBe(false);
});

it('says who keeps what people entered, and lists them on demand', async () => {
  server.edited = 2;
  await inRouter(() => (
    <UndoDialog
      state={{ id: 'i', fileName: 'kunden.csv' } as ImportState}
      team={team}
      product={product()}
      onClose={() => undefined}
    />
  ));
  expect(await screen.findByText('2 customers keep fields edited by hand.')).toBeTruthy();
  expect(read.some((each) => each.includes('/edited'))).toBe(false);
  await listsBoth();
  expect(read).toContain('/api/v1/teams/t/imports/i/undo/edited?dryRun=true&limit=100');
});

it('does not speak of edits where nobody has made any', async () => {
  await inRouter(() => (
    <UndoDialog
      state={{ id: 'i', fileName: 'kunden.csv' } as ImportState}
      team={team}
      product={product()}
      onClose={() => undefined}
    />
  ));
  expect(await screen.findByText('No customer changes.')).toBeTruthy();
  expect(screen.queryByText(/by hand/)).toBeNull();
});

it('reports afterwards who has kept it', async () => {
  server.edited = 2;
  await inRouter(() => (
    <RunStep state={undone} team={team} product={product('view-imports', 'view-customers')} />
  ));
  expect(await screen.findByText('2 customers keep fields edited by hand.')).toBeTruthy();
  await listsBoth();
  expect(read).toContain('/api/v1/teams/t/imports/i/undo/edited?dryRun=false&limit=100');
});

it('asks for no such report for whoever sees customers masked', async () => {
  server.edited = 2;
  await inRouter(() => <RunStep state={undone} team={team} product={product()} />);
  expect(await screen.findByText(/47 reversed/)).toBeTruthy();
  expect(read.filter((each) => each.includes('/undo'))).toEqual([]);
});

const undone = {
  id: 'i',
  fileName: 'kunden.csv',
  status: 'finished',
  run: {
    rows: 50,
    read: 50,
    published: 50,
    handled: 50,
    counts: { created: 50, updated: 0, unchanged: 0, merged: 0, rejected: 0 },
    sums: [],
    undo: { status: 'undone', customers: 50, reversed: 47, gone: 1, kept: 2, failed: 0 },
  },
} as unknown as ImportState;

async function inRouter(component: () => React.ReactNode) {
  const router = createRouter({ routeTree: createRootRoute({ component }) });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
}

async function listsBoth() {
  const list = screen.getByText('List of customers edited by hand').closest('details')!;
  list.open = true;
  fireEvent(list, new Event('toggle'));
  const first = await screen.findByRole('link', { name: 'Anna Berg' });
  expect(first.getAttribute('href')).toContain('c=a');
  expect(screen.getByText('1 of 2 shown')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Show more' }));
  expect(await screen.findByRole('link', { name: 'b@example.com' })).toBeTruthy();
}
