import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { startTexts } from '../i18n';
import type { Product, Team } from '../session/session';
import { CheckStep } from './CheckStep';
import { expected, type ImportState, importQuery } from './imports';

const team = { id: 't', actions: [] } as unknown as Team;
const product = { id: 'p', name: 'Kurse', actions: [] } as unknown as Product;

const before: ImportState = {
  id: 'i',
  productId: 'p',
  status: 'ready',
  version: 1,
  fileName: 'november.csv',
  fileSize: 10,
  createdBy: 'u',
  createdAt: '2026-11-28T10:00:00Z',
  source: 'Import',
  amounts: 'new',
  correctedBy: [],
  overlap: { complete: true, imports: [], question: false, rows: 58, identicalRows: 0 },
};

const earlier = {
  importId: 'e',
  fileName: 'oktober.csv',
  createdAt: '2026-10-28T10:00:00Z',
  rows: 30,
};

/** What the server has, what it refuses a start with, and what it was told. */
const server = {
  state: before,
  refusal: null as null | { code: string; params: Record<string, unknown> },
  sources: [] as string[],
  changes: [] as unknown[],
  starts: [] as unknown[],
  /** What holds a change back. */
  saving: undefined as Promise<void> | undefined,
};

async function answer(request: Request): Promise<Response> {
  const json = (body: unknown, status = 200) =>
    new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
  const { pathname } = new URL(request.url);
  if (request.method === 'PUT') {
    const { version, ...change } = await request.json();
    server.changes.push(change);
    await server.saving;
    expect(version).toBe(server.state.version);
    const { overlap, replaces, ...rest } = change;
    server.state = {
      ...server.state,
      ...rest,
      version: version + 1,
      overlap: { ...server.state.overlap, ...(overlap && { answer: overlap, replaces: replaces ?? null }) },
    };
    return json(server.state);
  }
  if (pathname.endsWith('/start')) {
    server.starts.push(await request.json());
    return server.refusal
      ? json({ status: 409, title: 'refused', ...server.refusal }, 409)
      : json(server.state);
  }
  if (pathname.endsWith('/sources')) {
    return json({ items: server.sources.map((name) => ({ sourceId: name, name, kind: 'file' })) });
  }
  if (pathname.endsWith('/members')) return json({ items: [{ id: 'u', name: 'Anna Berg' }] });
  if (pathname.endsWith('/imports')) return json({ items: [{ id: 'e', source: 'Shop', status: 'finished' }] });
  return json(server.state);
}

function Check() {
  const known = useQuery(importQuery('t', 'i')).data;
  return known && <CheckStep state={known} team={team} product={product} onBack={vi.fn()} />;
}

async function open() {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const router = createRouter({ routeTree: createRootRoute({ component: Check }) });
  render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  await screen.findByLabelText('Quelle');
  return { queries, start: screen.getByRole<HTMLButtonElement>('button', { name: /importieren$/ }) };
}

const radio = (name: RegExp) => screen.getByRole<HTMLInputElement>('radio', { name });

describe('the check', () => {
  beforeEach(async () => {
    localStorage.setItem('kundenwert.language', 'de');
    await startTexts();
    vi.stubGlobal('fetch', answer);
    Object.assign(server, { state: before, refusal: null, sources: [], changes: [], starts: [], saving: undefined });
  });

  it('asks about known addresses when a start was refused for them, and takes an answer back', async () => {
    server.refusal = {
      code: 'overlap',
      params: { rows: 58, identicalRows: 0, imports: [], addresses: 58, knownAddresses: 57 },
    };
    fireEvent.click((await open()).start);
    const asked = await screen.findByRole('group', { name: 'Die meisten dieser Kunden gibt es schon' });
    expect(asked.textContent).toContain('57 von 58 angesehenen Adressen');
    await waitFor(() => expect(document.activeElement).toBe(asked));
    // Without identical rows none would be left out, and there is no import to replace.
    expect(screen.queryByRole('radio', { name: /^Nur neue/ })).toBeNull();
    fireEvent.click(radio(/^Alle zusätzlich/));
    await waitFor(() => expect(radio(/^Alle zusätzlich/).checked).toBe(true));
    fireEvent.click(radio(/^Es sind Gesamtstände/));
    await waitFor(() => expect(server.changes).toEqual([{ overlap: 'add' }, { amounts: 'totals' }]));
  });

  it('says after a dry run how many of all addresses are known', async () => {
    server.state = {
      ...before,
      overlap: { ...before.overlap!, question: true, addresses: 400, knownAddresses: 300 },
    };
    await open();
    expect(screen.getByText(/^300 von 400 Adressen der Datei/)).toBeTruthy();
  });

  it('offers to leave known rows out or to replace their import, and totals only to their source', async () => {
    server.state = {
      ...before,
      overlap: { ...before.overlap!, question: true, identicalRows: 30, imports: [earlier] },
    };
    await open();
    await screen.findByText(/oktober\.csv.*Shop/);
    expect(screen.queryByRole('radio', { name: /^Es sind Gesamtstände/ })).toBeNull();
    fireEvent.click(radio(/^„oktober\.csv“ ersetzen/));
    await waitFor(() => expect(radio(/^„oktober\.csv“ ersetzen/).checked).toBe(true));
    fireEvent.click(radio(/^Nur neue/));
    await waitFor(() => expect(radio(/^Nur neue/).checked).toBe(true));
    fireEvent.change(screen.getByLabelText('Quelle'), { target: { value: 'shop' } });
    fireEvent.click(screen.getByRole('button', { name: 'Quelle speichern' }));
    expect(await screen.findByRole('radio', { name: /^Es sind Gesamtstände/ })).toBeTruthy();
    expect(server.changes).toEqual([
      { overlap: 'replace', replaces: 'e' },
      { overlap: 'only-new' },
      { source: 'shop' },
    ]);
  });

  it('names the source before it starts', async () => {
    server.sources = ['Shop'];
    const { start } = await open();
    await screen.findByRole('option', { name: 'Shop' });
    fireEvent.change(screen.getByLabelText('Quelle'), { target: { value: '\n' } });
    fireEvent.click(start);
    expect(screen.getByText('Geben Sie der Quelle einen Namen.')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText('Name der neuen Quelle'));
    fireEvent.change(screen.getByLabelText('Name der neuen Quelle'), {
      target: { value: ' Kasse ' },
    });
    fireEvent.click(start);
    await waitFor(() => expect(server.starts).toEqual([{ importAgain: false }]));
    expect(server.changes).toEqual([{ source: 'Kasse' }]);
  });

  it('says who has imported a known file, and counts it again only if told so', async () => {
    server.refusal = {
      code: 'already-imported',
      params: {
        importId: 'e',
        fileName: 'oktober.csv',
        startedBy: 'u',
        startedAt: '2026-10-28T10:00:00Z',
        rows: 30,
        sums: [{ minor: '120000', currency: 'EUR' }],
      },
    };
    const { start } = await open();
    fireEvent.click(start);
    await screen.findByText(/^Anna Berg hat sie am .*„oktober\.csv“.*1\.200,00.€/);
    expect(screen.getByRole('link', { name: 'Import ansehen' }).getAttribute('href')).toContain(
      '/imports/e',
    );
    fireEvent.click(screen.getByRole('checkbox', { name: /zusätzlich zählen/ }));
    fireEvent.click(start);
    await waitFor(() =>
      expect(server.starts).toEqual([{ importAgain: false }, { importAgain: true }]),
    );
    await screen.findByRole('checkbox', { name: /zusätzlich zählen/, checked: true });
    // With the question its answer is gone.
    fireEvent.click(radio(/^Gesamt/));
    await waitFor(() => expect(start.disabled).toBe(false));
    fireEvent.click(start);
    await waitFor(() => expect(server.starts[2]).toEqual({ importAgain: false }));
  });

  it('does not start while a choice is being saved', async () => {
    const { start } = await open();
    let saved = () => {};
    server.saving = new Promise((resolve) => (saved = resolve));
    fireEvent.click(radio(/^Gesamt/));
    await waitFor(() => expect(start.disabled).toBe(true));
    saved();
    await waitFor(() => expect(start.disabled).toBe(false));
    fireEvent.click(start);
    await waitFor(() => expect(server.starts).toHaveLength(1));
  });

  it('keeps the name that somebody else has given the source meanwhile', async () => {
    const { queries, start } = await open();
    const source = screen.getByLabelText<HTMLInputElement>('Quelle');
    fireEvent.change(source, { target: { value: 'Kasse' } });
    fireEvent.click(screen.getByRole('button', { name: 'Quelle speichern' }));
    await waitFor(() => expect(server.state.source).toBe('Kasse'));
    server.state = { ...server.state, version: 9, source: 'Shop' };
    await act(() => queries.invalidateQueries());
    await waitFor(() => expect(source.value).toBe('Shop'));
    fireEvent.click(start);
    await waitFor(() => expect(server.starts).toHaveLength(1));
    expect(server.changes).toEqual([{ source: 'Kasse' }]);
  });
});

describe('what a start would do', () => {
  const analysis = { rows: 100 } as ImportState['analysis'];
  const run = {
    status: 'finished',
    rows: 100,
    counts: { rejected: 30, rejectedByCode: { 'row-known': 25, 'email-missing': 5 } },
  } as unknown as ImportState['dryRun'];

  it('is known of a finished dry run only', () => {
    expect(expected({ analysis })).toEqual({ taken: 100, leftOut: 0, toCorrect: 0 });
    expect(expected({ analysis, dryRun: run })).toEqual({ taken: 70, leftOut: 30, toCorrect: 5 });
    expect(expected({ analysis, dryRun: { ...run!, status: 'merging' } }).taken).toBe(100);
  });
});
