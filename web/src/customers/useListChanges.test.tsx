import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { follow } from '../live/live';
import { countQuery, editKey, type ListSearch, listQuery } from './customers';
import { useListChanges } from './useListChanges';

const where = { teamId: 't', productId: 'p' };
const server = { names: ['Anna', 'Berta'], reads: 0 };

async function answer(request: Request): Promise<Response> {
  const count = request.url.includes('/count');
  if (!count) server.reads++;
  const body = count
    ? { count: server.names.length, approximate: false }
    : // Cursors are others each time.
      { items: server.names.map((name) => ({ id: name, name })), next: `cursor ${server.reads}` };
  return new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } });
}

let stream: EventTarget;
let end: () => void;
let queries: QueryClient;
beforeEach(() => {
  server.names = ['Anna', 'Berta'];
  server.reads = 0;
  vi.stubGlobal('fetch', answer);
  vi.stubGlobal('navigator', { ...navigator, locks: undefined });
  vi.stubGlobal(
    'EventSource',
    class extends EventTarget {
      constructor() {
        super();
        // eslint-disable-next-line @typescript-eslint/no-this-alias -- a test speaks through it
        stream = this;
      }
      close() {}
    },
  );
  end = follow('t');
  queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 10_000 } } });
});
afterEach(() => {
  end();
  vi.useRealTimers();
});

const hint = (kind: string) =>
  act(async () => {
    const data = JSON.stringify({ kind, productId: 'p' });
    stream.dispatchEvent(Object.assign(new Event('hint'), { data }));
    await new Promise((resolve) => setTimeout(resolve, 30));
  });

/** The list with what it says about changes, once it is there. */
async function shown() {
  const { result, rerender } = renderHook(
    (search: ListSearch) => {
      const list = useQuery(listQuery(where, search));
      const count = useQuery(countQuery(where, search));
      return { ...useListChanges(where, search), ready: list.isSuccess && count.isSuccess };
    },
    {
      initialProps: { sort: 'name' } as ListSearch,
      wrapper: ({ children }: { children: ReactNode }) => (
        <QueryClientProvider client={queries}>{children}</QueryClientProvider>
      ),
    },
  );
  await waitFor(() => expect(result.current.ready).toBe(true));
  return { result, rerender };
}

it('says after a break that there are changes if there are, and only then', async () => {
  const { result } = await shown();
  await hint('all');
  expect(result.current.moved).toBe(false);
  server.names = ['Anna', 'Bertha'];
  await hint('all');
  expect(result.current.moved).toBe(true);
  expect(result.current.generation).toBe(0);
});

it('forgets changes when another list is shown', async () => {
  const { result, rerender } = await shown();
  await hint('customers');
  expect(result.current.moved).toBe(true);
  rerender({ sort: 'name', q: 'anna' });
  expect(result.current.moved).toBe(false);
});

it('marks whom the reader changed, and leaves the list where it is', async () => {
  const { result } = await shown();
  const edit = queries.getMutationCache().build(queries, {
    mutationKey: editKey(where, 'Anna'),
    mutationFn: () => Promise.resolve(),
  });
  await act(() => edit.execute(undefined));
  expect([...result.current.edited]).toEqual(['Anna']);
  const reads = server.reads;
  vi.useFakeTimers();
  act(() => {
    const data = JSON.stringify({ kind: 'customers', productId: 'p' });
    stream.dispatchEvent(Object.assign(new Event('hint'), { data }));
  });
  await act(() => vi.advanceTimersByTimeAsync(10_000));
  expect(server.reads).toBe(reads);
  expect(result.current.generation).toBe(0);
  expect(result.current.moved).toBe(true);
  await act(async () => {
    result.current.refresh();
    await vi.advanceTimersByTimeAsync(100);
  });
  expect(result.current.generation).toBe(1);
  expect(result.current.edited.size).toBe(0);
  expect(server.reads).toBeGreaterThan(reads);
});
