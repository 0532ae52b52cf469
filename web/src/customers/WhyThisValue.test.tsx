import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { startTexts } from '../i18n';
import type { Product } from '../session/session';
import { WhyThisValue } from './WhyThisValue';

const eur = (minor: string) => ({ minor, currency: 'EUR' });
const item = (row: number, counted = true) => ({
  importId: 'i',
  fileName: 'kunden.csv',
  sourceName: 'Shop',
  firstRow: row,
  lastRow: row,
  gross: eur('100'),
  refunded: eur('0'),
  net: eur('100'),
  counted,
});
const page = (items: unknown[], next?: string) => ({
  items,
  next,
  sum: { contributions: 2, net: eur('200') },
  monthly: {},
  priority: { comparisons: [] },
});

beforeEach(async () => {
  localStorage.setItem('kundenwert.language', 'de');
  await startTexts();
  vi.stubGlobal('fetch', async (request: Request) => {
    const more = new URL(request.url).searchParams.get('after') === 'more';
    const body = more ? page([item(9)]) : page([item(7), item(8, false)], 'more');
    return new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } });
  });
});

it('says that there are more contributions than it shows, and loads them until they add up', async () => {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <WhyThisValue
        where={{ teamId: 't', productId: 'p' }}
        customerId="c"
        product={{ actions: [] } as unknown as Product}
        open
        onToggle={() => undefined}
        summary={null}
      />
    </QueryClientProvider>,
  );
  await screen.findByText('1 von 2 Beiträgen geladen. Zusammen ergeben alle die Summe.');
  expect(screen.getByText('ersetzt')).toBeTruthy();
  fireEvent.click(screen.getByText('Weitere laden'));
  await screen.findByText('9');
  expect(screen.queryByText('Weitere laden')).toBeNull();
});
