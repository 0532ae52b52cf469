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
import { NewImportPage } from './NewImportPage';

/** What was sent, and how its end is told. */
const requests: { form: FormData; key: string; end: (kind: string) => void }[] = [];

class Request extends EventTarget {
  readonly status = 201;
  readonly responseText = JSON.stringify({ id: 'i' });
  readonly upload = new EventTarget();
  private key = '';
  open() {}
  setRequestHeader(name: string, value: string) {
    if (name === 'Idempotency-Key') this.key = value;
  }
  send(form: FormData) {
    const end = (kind: string) => {
      this.upload.dispatchEvent(Object.assign(new Event('progress'), { loaded: 2_000 }));
      this.dispatchEvent(new Event(kind));
    };
    requests.push({ form, key: this.key, end });
  }
}

const sources = [
  { sourceId: '1', name: 'Shop', lastImportAt: '2026-11-02T10:00:00Z' },
  { sourceId: '2', name: 'Invoices', lastImportAt: '2026-11-03T10:00:00Z' },
];

function show(known = true) {
  const session = {
    teams: [{ id: 't', name: 'T', actions: [], products: [{ id: 'p', name: 'P', actions: [] }] }],
  };
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  queries.setQueryData(['session'], session);
  if (known) {
    queries.setQueryData(['customers', { teamId: 't', productId: 'p' }, 'sources'], {
      items: sources,
    });
  }
  const root = createRootRoute();
  const page = createRoute({
    getParentRoute: () => root,
    path: '/t/$team/p/$product/imports/new',
    component: NewImportPage,
  });
  const opened = createRoute({
    getParentRoute: () => root,
    path: '/t/$team/p/$product/imports/$importId',
    component: () => 'import i',
  });
  const elsewhere = createRoute({
    getParentRoute: () => root,
    path: '/elsewhere',
    component: () => 'elsewhere',
  });
  const router = createRouter({
    routeTree: root.addChildren([page, opened, elsewhere]),
    history: createMemoryHistory({ initialEntries: ['/t/t/p/p/imports/new'] }),
  });
  render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  return router;
}

function drop(file: File) {
  const dataTransfer = { types: ['Files'], files: [file] };
  fireEvent(document.body, Object.assign(new Event('drop', { bubbles: true }), { dataTransfer }));
}

const file = new File(['x'.repeat(4_000)], 'kunden.csv');

beforeEach(async () => {
  requests.length = 0;
  vi.stubGlobal('XMLHttpRequest', Request);
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify({ items: sources }))));
  localStorage.setItem('kundenwert.language', 'en');
  await startTexts();
});

it('sends what is dropped anywhere into the source of the last import, or another', async () => {
  show();
  const source = await screen.findByLabelText('Source');
  expect((source as HTMLSelectElement).value).toBe('Invoices');
  fireEvent.change(source, { target: { value: '\n' } });
  fireEvent.change(screen.getByLabelText('Name of the new source'), {
    target: { value: 'Fairs ' },
  });
  drop(file);
  await waitFor(() => expect(requests).toHaveLength(1));
  expect(requests[0]?.form.get('source')).toBe('Fairs');
});

it('sends a file again under the same key after the connection broke', async () => {
  show();
  await screen.findByLabelText('Source');
  drop(file);
  await waitFor(() => expect(requests).toHaveLength(1));
  expect(requests[0]?.form.get('source')).toBe('Invoices');
  requests[0]?.end('error');
  expect(await screen.findByText(/stopped at 2.kB of 4.kB/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Upload again' }));
  await waitFor(() => expect(requests).toHaveLength(2));
  expect(requests[1]?.key).toBe(requests[0]?.key);
});

it('sends what is dropped before the sources are known into the source of the last import', async () => {
  let answer = () => {};
  vi.stubGlobal(
    'fetch',
    () =>
      new Promise((resolve) => {
        answer = () => resolve(new Response(JSON.stringify({ items: sources })));
      }),
  );
  show(false);
  await screen.findByRole('button', { name: 'Choose a file' });
  expect(screen.queryByLabelText('Source')).toBeNull();
  drop(file);
  await screen.findByRole('progressbar');
  expect(requests).toHaveLength(0);
  answer();
  await waitFor(() => expect(requests).toHaveLength(1));
  expect(requests[0]?.form.get('source')).toBe('Invoices');
});

it('opens the import for who has waited, and calls nobody away from another page', async () => {
  const router = show();
  await screen.findByLabelText('Source');
  drop(file);
  await waitFor(() => expect(requests).toHaveLength(1));
  requests[0]?.end('load');
  await screen.findByText('import i');
  router.history.push('/t/t/p/p/imports/new');
  await screen.findByLabelText('Source');
  drop(file);
  await waitFor(() => expect(requests).toHaveLength(2));
  router.history.push('/elsewhere');
  await screen.findByText('elsewhere');
  requests[1]?.end('load');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(router.state.location.pathname).toBe('/elsewhere');
});
