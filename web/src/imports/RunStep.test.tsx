import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { startTexts } from '../i18n';
import type { Product, Team } from '../session/session';
import { type ImportState, importQuery } from './imports';
import { RunStep } from './RunStep';

const team = { id: 't', name: 'T', actions: [] } as unknown as Team;
const product = (...actions: string[]) => ({ id: 'p', name: 'Courses', actions }) as unknown as Product;

function running(handled: number, more = {}): ImportState {
  return {
    id: 'i',
    fileName: 'kunden.csv',
    status: 'merging',
    run: {
      rows: 1_000,
      read: handled,
      published: handled,
      handled,
      queued: false,
      cancelling: false,
      counts: { created: handled, updated: 0, unchanged: 0, merged: 0, rejected: 0 },
      sums: [],
      ...more,
    },
  } as unknown as ImportState;
}

describe('a run', () => {
  let queries: QueryClient;
  const asked: string[] = [];
  beforeEach(async () => {
    asked.length = 0;
    vi.stubGlobal('fetch', (request: Request) => {
      asked.push(`${request.method} ${new URL(request.url).pathname}`);
      return new Promise(() => undefined);
    });
    queries = new QueryClient();
    localStorage.setItem('kundenwert.language', 'en');
    await startTexts();
  });

  /** Shows a state as it was heard at a second. */
  const at = (second: number, state: ImportState, where = product('cancel-import')) => {
    queries.setQueryData(importQuery('t', 'i').queryKey, state, { updatedAt: second * 1_000 + 1 });
    return (
      <QueryClientProvider client={queries}>
        <RunStep state={state} team={team} product={where} />
      </QueryClientProvider>
    );
  };

  it('tells how far it is, and leaves no percentage in the title when it is over', () => {
    const { unmount } = render(at(0, running(970, { etaSeconds: 1_800 })));
    const bar = screen.getByRole('progressbar');
    expect(bar.getAttribute('aria-valuetext')).toBe('970 of 1,000 rows written');
    expect(screen.getByText(/about 30 minutes left/)).toBeTruthy();
    expect(document.title).toBe('97% · kunden.csv · Courses · Kundenwert');
    unmount();
    expect(document.title).toBe('kunden.csv · Courses · Kundenwert');
  });

  it('is stopped only after a question, by who may', async () => {
    render(at(0, running(20)));
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
    expect(screen.getByText(/20 rows are written/)).toBeTruthy();
    expect(asked.filter((each) => each.startsWith('POST'))).toEqual([]);
    fireEvent.click(screen.getAllByRole('button', { name: 'Stop' }).at(-1)!);
    await waitFor(() => expect(asked).toContain('POST /api/v1/teams/t/imports/i/cancel'));
  });

  it('shows nobody else how to stop it', () => {
    render(at(0, running(20), product()));
    expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull();
  });

  it('says since when it does not move', () => {
    const { rerender } = render(at(0, running(20)));
    const heard = (second: number, handled: number) =>
      act(() => rerender(at(second, running(handled))));
    heard(25, 20);
    expect(screen.queryByText(/No progress/)).toBeNull();
    heard(40, 20);
    expect(screen.getByText(/No progress for about 40 seconds/)).toBeTruthy();
    heard(41, 21);
    expect(screen.queryByText(/No progress/)).toBeNull();
  });
});
