import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { startTexts } from '../i18n';
import type { Product, Team } from '../session/session';
import { ColumnsStep } from './ColumnsStep';
import { type ImportChange, type ImportState, importQuery } from './imports';

const column = (number: number, header: string, target: string, more = {}) => ({
  column: number,
  header,
  target,
  proposed: target,
  confidence: 'sure',
  basis: 'header',
  samples: [{ raw: `${header} 1` }],
  alternatives: [],
  chosen: false,
  filled: 1,
  ...more,
});

function anImport(): ImportState {
  const columns = [
    column(0, 'E-mail', 'email'),
    column(1, 'Name', 'name'),
    column(2, 'Full name', 'skip', { recognised: 'name', takenBy: 1 }),
    column(3, 'Umsatz', 'total-spend'),
    column(4, 'Erstkauf', 'first-payment-date', { reading: 'day-first', settledBy: '31.12.2020' }),
    column(5, 'Farbe', 'skip'),
  ];
  return {
    id: 'i',
    productId: 'p',
    version: 1,
    source: 'Shop',
    status: 'questions',
    analysis: {
      complete: true,
      rows: 2,
      detected: { format: { encoding: 'utf-8', delimiter: ';', headerLine: 1 }, firstLines: [] },
      templates: [],
      checklist: [],
      issues: [],
      questions: [
        {
          column: 3,
          header: 'Umsatz',
          kind: 'number',
          example: '1,234',
          candidates: [],
          affectedRows: 2,
        },
      ],
      columns,
      mapping: { columns: columns.map(({ column, target }) => ({ column, target })) },
    },
  } as unknown as ImportState;
}

/** Takes changes as the server does: only on top of the version that it has. */
let server: ImportState;
const saved: ImportChange[] = [];
const onNext = vi.fn();
/** What holds a change back. */
let saving: Promise<void> | undefined;

function holdBack(): () => void {
  let goOn = () => {};
  saving = new Promise((resolve) => (goOn = resolve));
  return goOn;
}

async function answer(request: Request): Promise<Response> {
  const json = (body: unknown, status = 200) =>
    new Response(JSON.stringify(body), {
      status,
      headers: { 'Content-Type': 'application/json' },
    });
  if (request.method !== 'PUT') return json(request.url.endsWith('/i') ? server : { items: [] });
  const wanted = (await request.json()) as ImportChange;
  if (wanted.version !== server.version) return json({ code: 'changed-meanwhile' }, 409);
  saved.push(wanted);
  await saving;
  const mapping = wanted.mapping ?? server.analysis!.mapping;
  const columns = server.analysis!.columns.map((each) => ({
    ...each,
    target: mapping.columns.find((choice) => choice.column === each.column)?.target ?? 'skip',
  }));
  server = {
    ...server,
    version: server.version + 1,
    source: wanted.source ?? server.source,
    analysis: { ...server.analysis!, columns, mapping },
  };
  return json(server);
}

function Step() {
  const { data } = useQuery({ ...importQuery('t', 'i'), staleTime: Infinity });
  return (
    data && (
      <ColumnsStep
        state={data}
        team={{ id: 't' } as Team}
        product={{ id: 'p', actions: [] } as unknown as Product}
        onNext={onNext}
      />
    )
  );
}

function show() {
  const queries = new QueryClient();
  queries.setQueryData(importQuery('t', 'i').queryKey, server);
  render(
    <QueryClientProvider client={queries}>
      <Step />
    </QueryClientProvider>,
  );
  return queries;
}

const field = (header: string) =>
  screen.getByRole<HTMLSelectElement>('combobox', { name: `Field for the column ${header}` });

describe('the columns', () => {
  beforeEach(async () => {
    server = anImport();
    saved.length = 0;
    saving = undefined;
    onNext.mockClear();
    vi.stubGlobal('fetch', answer);
    localStorage.setItem('kundenwert.language', 'en');
    await startTexts();
  });

  it('say why they are what they are, and can be read otherwise', async () => {
    show();
    expect(screen.getAllByText('sure: by its heading').length).toBeGreaterThan(1);
    expect(screen.getByText('“Full name” already comes from column “Name”.')).toBeTruthy();
    expect(field('Farbe').textContent).toContain('E-mail (already from column “E-mail”)');
    fireEvent.change(screen.getByLabelText('Notation of the column Erstkauf'), {
      target: { value: 'month-first' },
    });
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0]?.mapping?.columns).toContainEqual({
      column: 4,
      target: 'first-payment-date',
      reading: 'month-first',
    });
  });

  it('are chosen one after the other without waiting and without losing the focus', async () => {
    show();
    field('Farbe').focus();
    fireEvent.change(field('Farbe'), { target: { value: 'tags' } });
    fireEvent.change(field('Full name'), { target: { value: 'company' } });
    expect(field('Farbe').value).toBe('tags');
    expect(document.activeElement).toBe(field('Farbe'));
    await waitFor(() => expect(server.version).toBe(3));
    expect(field('Farbe').value).toBe('tags');
    expect(field('Full name').value).toBe('company');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('are read otherwise as the field that was just chosen', async () => {
    show();
    const save = holdBack();
    fireEvent.change(field('Erstkauf'), { target: { value: 'last-payment-date' } });
    fireEvent.change(screen.getByLabelText('Notation of the column Erstkauf'), {
      target: { value: 'month-first' },
    });
    save();
    await waitFor(() => expect(saved).toHaveLength(2));
    expect(saved[1]?.mapping?.columns).toContainEqual({
      column: 4,
      target: 'last-payment-date',
      reading: 'month-first',
    });
  });

  it('are not left while one is being saved', async () => {
    server = { ...server, analysis: { ...server.analysis!, questions: [] } };
    show();
    const next = screen.getByRole('button', { name: 'Next' });
    const save = holdBack();
    fireEvent.change(field('Farbe'), { target: { value: 'tags' } });
    await waitFor(() => expect(next.getAttribute('aria-disabled')).toBe('true'));
    fireEvent.click(next);
    expect(onNext).not.toHaveBeenCalled();
    save();
    await waitFor(() => expect(next.getAttribute('aria-disabled')).toBe('false'));
    fireEvent.click(next);
    expect(onNext).toHaveBeenCalledOnce();
  });

  it('go into the source that somebody else has named meanwhile', async () => {
    const queries = show();
    const source = await screen.findByLabelText<HTMLInputElement>('Source');
    fireEvent.change(source, { target: { value: 'Fairs' } });
    fireEvent.submit(source.closest('form')!);
    await waitFor(() => expect(screen.getByText('Source: Fairs')).toBeTruthy());
    server = { ...server, version: 9, source: 'Till' };
    act(() => queries.setQueryData(importQuery('t', 'i').queryKey, server));
    await waitFor(() => expect(source.value).toBe('Till'));
  });

  it('become fields with a name of their own', async () => {
    show();
    fireEvent.change(field('Farbe'), { target: { value: 'new' } });
    const name = screen.getByLabelText('Name of the new field');
    fireEvent.change(name, { target: { value: 'Liebste Farbe' } });
    fireEvent.submit(name.closest('form')!);
    await waitFor(() => expect(field('Farbe').value).toBe('custom:liebste_farbe'));
    expect(document.activeElement).toBe(field('Farbe'));
  });

  it('are not left before all questions are answered, which are named', () => {
    show();
    fireEvent.click(screen.getByRole('button', { name: 'Next' }));
    expect(screen.getByText(/One question left: “Umsatz”/)).toBeTruthy();
    const card = screen.getByRole('group', { name: 'What does the comma in “1,234” mean?' });
    expect(document.activeElement).toBe(card.querySelector('input'));
  });
});
