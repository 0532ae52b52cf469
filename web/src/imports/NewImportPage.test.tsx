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

function show(actions: string[], role = 'owner') {
  const session = {
    teams: [{ id: 't', name: 'T', role, actions: [], products: [{ id: 'p', name: 'P', actions }] }],
  };
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  queries.setQueryData(['session'], session);
  queries.setQueryData(['customers', { teamId: 't', productId: 'p' }, 'sources'], {
    items: sources,
  });
  const root = createRootRoute();
  const page = createRoute({
    getParentRoute: () => root,
    path: '/t/$team/p/$product/imports/new',
    component: NewImportPage,
  });
  const router = createRouter({
    routeTree: root.addChildren([page]),
    history: createMemoryHistory({ initialEntries: ['/t/t/p/p/imports/new'] }),
  });
  render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
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
  show(['import-customers']);
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
  show(['import-customers']);
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

it('says who may import to somebody who may not', async () => {
  show([], 'viewer');
  expect(await screen.findByText(/Your role is Viewer/)).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
});
