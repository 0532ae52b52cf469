import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { startTexts } from '../i18n';
import type { Product, Team } from '../session/session';
import { DryRun } from './DryRun';
import type { SampledCustomer } from './dryRun';
import type { ImportState, Run } from './imports';

const team = { id: 't', actions: [] } as unknown as Team;
const product = { id: 'p', name: 'Kurse', actions: [] } as unknown as Product;

const run: Run = {
  runId: 'd',
  mode: 'dry',
  status: 'finished',
  version: 9,
  queued: false,
  cancelling: false,
  rows: 48_111,
  read: 48_111,
  published: 48_102,
  handled: 48_111,
  counts: {
    created: 48_102,
    updated: 1,
    unchanged: 0,
    merged: 7,
    rejected: 1,
    rejectedByCode: { 'email-missing': 1 },
  },
  sourceId: 's',
  startedBy: 'u',
  startedAt: '2026-11-28T10:00:00Z',
  endedAt: '2026-11-28T10:01:00Z',
  sums: [{ minor: '100', currency: 'EUR' }],
};

const state: ImportState = {
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
  dryRun: run,
};

const eur = (minor: string) => ({ minor, currency: 'EUR' });

function customer(row: number, more: Partial<SampledCustomer> = {}): SampledCustomer {
  return {
    rows: [row],
    moreRows: false,
    existing: false,
    email: `p${row}@example.de`,
    name: `Person ${row}`,
    fields: [],
    gross: { after: eur('500') },
    net: { after: eur('500') },
    ...more,
  };
}

// As the service writes it: what there is not is null.
const none = null as unknown as undefined;

const updated = customer(5, {
  rows: [5, 9],
  moreRows: true,
  existing: true,
  fields: [
    { field: 'company', before: 'A GmbH', after: 'B AG' },
    { field: 'consent', before: none, after: 'true' },
    { field: 'firstPaymentOn', before: '2025-02-01', after: '2024-12-31' },
    { field: 'custom.Größe', before: 'M', after: none },
  ],
  gross: { before: eur('100000'), after: eur('123456') },
  net: { before: eur('90000'), after: eur('113456') },
  monthlySpend: { before: eur('10'), after: eur('20') },
});

const server = {
  asked: 0,
  status: 200,
  body: {} as Record<string, unknown>,
};

async function answer(request: Request): Promise<Response> {
  const json = (body: unknown, status = 200) =>
    new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
  if (new URL(request.url).pathname.endsWith('/rejected-rows')) {
    return json({ items: [{ row: 3, code: 'email-missing', reason: 'E-Mail fehlt' }] });
  }
  server.asked++;
  return json(server.body, server.status);
}

function open(dryRun: Run = run) {
  const queries = new QueryClient({ defaultOptions: { queries: { retryDelay: 1 } } });
  render(
    <QueryClientProvider client={queries}>
      <DryRun
        state={{ ...state, dryRun }}
        team={team}
        product={product}
        saving={false}
        prepare={vi.fn()}
      />
    </QueryClientProvider>,
  );
}

const button = (name: RegExp) => screen.getByRole('button', { name });
const text = (element: Element) => element.textContent?.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('a finished dry run', () => {
  beforeEach(async () => {
    localStorage.setItem('kundenwert.language', 'de');
    await startTexts();
    vi.stubGlobal('fetch', answer);
    Object.assign(server, {
      asked: 0,
      status: 200,
      body: {
        runId: 'd',
        gross: { before: eur('100000'), after: eur('9900000') },
        net: { before: eur('90000'), after: eur('9890000') },
        created: Array.from({ length: 20 }, (_, i) => customer(i + 10)),
        updated: [updated],
        unchanged: [],
        merged: [updated],
      },
    });
  });

  it('shows of a count whom it means, and closes it again', async () => {
    open();
    // What was left out is open at first.
    expect(button(/^Nicht übernommen/).getAttribute('aria-expanded')).toBe('true');
    await screen.findByText('Zeile 3: E-Mail fehlt');

    fireEvent.click(button(/^Neu/));
    expect(button(/^Neu/).getAttribute('aria-expanded')).toBe('true');
    expect(button(/^Nicht übernommen/).getAttribute('aria-expanded')).toBe('false');
    expect(await screen.findByText('Die ersten 20 von 48.102')).toBeTruthy();
    const rows = within(screen.getByRole('table')).getAllByRole('row');
    expect(rows).toHaveLength(21);
    expect(rows[1]?.textContent).toContain('p10@example.de');
    // Without refunds it is the same amount twice.
    expect(screen.queryByRole('columnheader', { name: 'Netto' })).toBeNull();

    fireEvent.click(button(/^Neu/));
    expect(screen.queryByRole('table')).toBeNull();
    expect(server.asked).toBe(1);
  });

  it('shows each changed field and amount as it is and as it would be', async () => {
    open();
    fireEvent.click(button(/^Geändert/));
    const row = (await screen.findByText('p5@example.de')).closest('tr')!;
    expect(text(row)).toContain('5, 9 …');
    const changes = within(row).getAllByRole('listitem').map(text);
    expect(changes).toEqual([
      'Firma: bisher A GmbH →  künftig B AG',
      'Einwilligung: ja',
      'Erste Zahlung: bisher 01.02.2025 →  künftig 31.12.2024',
      'Größe: bisher M →  künftig nichts',
      'Monatliche Ausgaben: bisher 0,10 € →  künftig 0,20 €',
    ]);
    expect(row.querySelector('del')?.textContent).toBe('A GmbH');
    expect(text(row)).toContain('bisher 1.000,00 € →  künftig 1.234,56 €');
    expect(text(row)).toContain('bisher 900,00 € →  künftig 1.134,56 €');
    expect(screen.getByRole('columnheader', { name: 'Netto' })).toBeTruthy();
  });

  it('says what the product is worth before and after', async () => {
    open();
    const sums = (await screen.findByText(/^Gesamtausgaben aller/)).closest('dl')!;
    expect(text(sums)).toContain('bisher 1.000,00 € →  künftig 99.000,00 €');
    expect(text(sums)).toContain('bisher 900,00 € →  künftig 98.900,00 €');
  });

  it('tells rows that are merged from their customers', async () => {
    open();
    fireEvent.click(button(/^In der Datei/));
    expect(await screen.findByText('Der eine Kunde, um den es geht')).toBeTruthy();
  });

  it('opens nothing where nothing was counted', () => {
    open();
    expect(screen.queryByRole('button', { name: /^Unverändert/ })).toBeNull();
    expect(screen.getByText('Unverändert')).toBeTruthy();
  });

  it('says that a sample is gone, also if it is another dry run’s by now', async () => {
    server.body = { ...server.body, runId: 'later' };
    open();
    fireEvent.click(button(/^Neu/));
    expect(await screen.findByText(/keine Beispiele mehr/)).toBeTruthy();
    expect(screen.queryByText(/^Gesamtausgaben aller/)).toBeNull();
  });

  it('does not ask again for a sample that is not there', async () => {
    server.status = 404;
    server.body = { status: 404, code: 'not-found', title: 'Nicht gefunden' };
    open();
    fireEvent.click(button(/^Neu/));
    expect(await screen.findByText(/keine Beispiele mehr/)).toBeTruthy();
    expect(server.asked).toBe(1);
  });

  it('offers to try again what failed', async () => {
    server.status = 503;
    open();
    fireEvent.click(button(/^Neu/));
    const again = await screen.findByRole('button', { name: 'Noch einmal versuchen' });
    server.status = 200;
    fireEvent.click(again);
    await waitFor(() => expect(screen.getByRole('table')).toBeTruthy());
  });

  it('begins with nothing open if every row is taken', () => {
    open({ ...run, counts: { ...run.counts, rejected: 0 } });
    expect(screen.getAllByRole('button').every((each) => each.ariaExpanded !== 'true')).toBe(true);
    expect(screen.queryByRole('region')).toBeNull();
  });
});
