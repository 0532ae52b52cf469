import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { startTexts } from '../i18n';
import { AuditPage } from './AuditPage';

/** What the list was asked for last. */
let asked: URLSearchParams;

async function show(address: string) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  queries.setQueryData(['session'], {
    user: { id: 'u' },
    teams: [{ id: 't', name: 'T', actions: [], products: [{ id: 'p', name: 'P', actions: [] }] }],
  });
  queries.setQueryData(['members', 't'], { items: [] });
  const root = createRootRoute();
  const page = createRoute({
    getParentRoute: () => root,
    path: '/t/$team/audit',
    component: AuditPage,
  });
  const router = createRouter({
    routeTree: root.addChildren([page]),
    history: createMemoryHistory({ initialEntries: [address] }),
  });
  render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  await screen.findByText('Dazu gibt es keinen Eintrag.');
}

beforeEach(async () => {
  localStorage.setItem('kundenwert.language', 'de');
  await startTexts();
  vi.stubGlobal('fetch', async ({ url }: Request) => {
    if (url.includes('/audit?')) asked = new URL(url).searchParams;
    return Response.json({ items: [] });
  });
});

const conditions = (all: URLSearchParams) =>
  Object.fromEntries([...all].filter(([name]) => !['format', 'limit'].includes(name)));
const file = (name: string) =>
  new URL(screen.getByText(name).getAttribute('href') ?? '', 'http://x').searchParams;

it('exports what the filters show, and says what such a file does not prove', async () => {
  await show('/t/t/audit?about=import&from=2026-03-01&record=customer:c1');
  expect(Object.keys(conditions(asked))).toHaveLength(4);
  expect(conditions(file('Gefilterte als CSV laden'))).toEqual(conditions(asked));
  expect(screen.getByText(/belegt nur die Datei mit allen/)).toBeTruthy();
  expect(screen.queryByText('Alles als CSV laden')).toBeNull();
});

it('exports everything where nothing is filtered, and follows the filters', async () => {
  await show('/t/t/audit');
  expect(conditions(file('Alles als CSV laden'))).toEqual({});
  expect(screen.queryByText(/belegt nur die Datei mit allen/)).toBeNull();
  fireEvent.change(screen.getByLabelText('Produkt'), { target: { value: 'p' } });
  await waitFor(() =>
    expect(conditions(file('Gefilterte als CSV laden'))).toEqual({ productId: 'p' }),
  );
  expect(conditions(asked)).toEqual({ productId: 'p' });
});
