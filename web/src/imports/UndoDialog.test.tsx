import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { startTexts } from '../i18n';
import type { Team } from '../session/session';
import type { ImportState } from './imports';
import { UndoDialog } from './UndoDialog';

const server = { version: 0, gone: 0, finished: true };

function look() {
  return {
    version: server.version,
    gone: server.gone,
    reversed: 0,
    kept: 0,
    failed: 0,
    amounts: [{ minor: '120050', currency: 'EUR' }],
    finishedAt: server.finished ? '2026-11-02T10:00:00Z' : undefined,
  };
}

beforeEach(async () => {
  vi.stubGlobal('fetch', (request: Request) => {
    if (request.method === 'POST') server.version++;
    const body = request.method === 'POST' ? look() : { dryRun: look() };
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
          team={{ id: 't' } as Team}
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
