import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Customer } from './customers';
import { sourcesQuery } from './customers';
import { InSourceColours, SourceShares } from './SourceShares';

const where = { teamId: 't', productId: 'p' };
const euros = (minor: string) => ({ minor, currency: 'EUR' });
const sources: Customer['sources'] = [
  { sourceId: 'b', name: 'Shop', net: euros('7500') },
  { sourceId: 'a', name: 'Stripe', net: euros('2500') },
  { sourceId: 'c', name: 'Excel', net: euros('-500') },
];

function shown(known: string[]) {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  const items = known.map((sourceId) => ({ sourceId }));
  queries.setQueryData(sourcesQuery(where).queryKey, { items } as never);
  return render(
    <QueryClientProvider client={queries}>
      <InSourceColours where={where} whole>
        <SourceShares sources={sources} />
      </InSourceColours>
    </QueryClientProvider>,
  ).container;
}

it('draws what each source gave in the colour of its place in the product', async () => {
  const container = shown(['a', 'b', 'c']);
  await waitFor(() => expect(container.querySelectorAll('[aria-hidden] > span')).toHaveLength(2));
  const [shop, stripe] = container.querySelectorAll<HTMLElement>('[aria-hidden] > span');
  expect(shop?.style.flexGrow).toBe('7500');
  expect(shop?.style.background).toBe('var(--source-2)');
  expect(stripe?.style.background).toBe('var(--source-1)');
  expect(container.textContent).toBe('Shop, Stripe, Excel');
});

it('only names the source of a product that has one', () => {
  const container = shown(['b']);
  expect(container.querySelector('[aria-hidden]')).toBeNull();
  expect(container.textContent).toBe('Shop, Stripe, Excel');
});
