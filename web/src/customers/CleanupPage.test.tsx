import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { startTexts } from '../i18n';
import * as session from '../session/session';
import { CleanupPage } from './CleanupPage';

const eur = (minor: string) => ({ minor, currency: 'EUR' });
const customer = (id: string) => ({ id, email: `${id}@example.com`, net: eur('5'), gross: eur('9') });

function answer({ url, method }: Request): unknown {
  if (url.includes('/customers')) {
    return url.includes('after=a')
      ? { items: [customer('b')] }
      : { items: [customer('a')], next: 'a' };
  }
  if (method === 'GET') return { items: [] };
  return { id: 'k', customers: 2, total: eur('10'), threshold: eur('1000'), rankBy: 'gross' };
}

function page(actions: string[]) {
  vi.spyOn(session, 'useTeam').mockReturnValue({ id: 't' } as session.Team);
  vi.spyOn(session, 'useProduct').mockReturnValue({
    id: 'p',
    name: 'Kurse',
    currency: 'EUR',
    actions,
  } as unknown as session.Product);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <CleanupPage />
    </QueryClientProvider>,
  );
}

beforeEach(async () => {
  localStorage.setItem('kundenwert.language', 'de');
  await startTexts();
  vi.stubGlobal('fetch', async (request: Request) =>
    Response.json(answer(request)),
  );
});

it('asks to confirm what was looked at, with its threshold, and nothing after another is typed', async () => {
  page(['clean-up']);
  fireEvent.click(screen.getByText('Ansehen, wer das ist'));
  await screen.findByText(/^2 Kunden archivieren \(unter 10,00/);
  await screen.findByText('1 von 2 gezeigt');
  expect(screen.getAllByText(/^0,09/)).toHaveLength(1);
  fireEvent.click(screen.getByText('Weitere zeigen'));
  await screen.findAllByText('b@example.com');
  expect(screen.queryByText('Weitere zeigen')).toBeNull();
  fireEvent.change(screen.getByRole('textbox'), { target: { value: '100' } });
  expect(screen.queryByText(/archivieren/)).toBeNull();
});

it('offers nothing to whoever may not clean up', () => {
  page([]);
  expect(screen.queryByRole('textbox')).toBeNull();
});
