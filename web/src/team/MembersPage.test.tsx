import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { render, screen, within } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { startTexts } from '../i18n';
import { MembersPage } from './MembersPage';

/** The members as the server tells of them; days only of those whose day the reader sees. */
let members: object[] = [];
const member = (id: string, more: object) => ({
  id,
  name: id,
  email: `${id}@example.com`,
  role: 'member',
  joinedAt: '2026-01-02T10:00:00Z',
  products: 3,
  ...more,
});

function page(actions: string[]) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  queries.setQueryData(['session'], {
    user: { id: 'anna' },
    teams: [{ id: 't', name: 'Team', actions, products: [] }],
  });
  const root = createRootRoute();
  const members = createRoute({
    getParentRoute: () => root,
    path: '/t/$team/members',
    component: MembersPage,
  });
  const router = createRouter({
    routeTree: root.addChildren([members]),
    history: createMemoryHistory({ initialEntries: ['/t/t/members'] }),
  });
  render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
}

/** What stands in a person's row under a heading. */
async function cell(person: string, heading: string): Promise<string> {
  const row = (await screen.findByText(`${person}@example.com`)).closest('tr');
  const headings = screen.getAllByRole('columnheader').map((each) => each.textContent);
  expect(headings).toContain(heading);
  return row?.children[headings.indexOf(heading)]?.textContent ?? '';
}

beforeEach(async () => {
  localStorage.setItem('kundenwert.language', 'de');
  await startTexts();
  vi.stubGlobal('fetch', async () => Response.json({ items: members }));
});

it('says to whoever manages members when each was last active, as near days are called', async () => {
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  members = [
    member('anna', { lastActiveOn: day(0) }),
    member('bert', { lastActiveOn: day(1) }),
    member('cora', { lastActiveOn: '2025-03-09' }),
    member('dora', {}),
  ];
  page(['remove-members', 'change-roles']);
  expect(await cell('bert', 'Zuletzt aktiv')).toBe('gestern');
  expect(await cell('cora', 'Zuletzt aktiv')).toBe('09.03.2025');
  expect(await cell('dora', 'Zuletzt aktiv')).toBe('noch nie');
  expect(await cell('dora', 'Eigene Produkte')).toBe('3');
  const own = within(screen.getAllByRole('row')[1] as HTMLElement);
  expect(own.getByText('heute').getAttribute('datetime')).toBe(day(0));
});

it('says to others only when they were active themselves, and of nobody that they never were', async () => {
  members = [member('anna', { lastActiveOn: '2025-03-09' }), member('bert', {})];
  page([]);
  expect(await cell('bert', 'Zuletzt aktiv')).toBe('');
  expect(screen.getByText('09.03.2025')).toBeTruthy();
  expect(screen.queryByText('noch nie')).toBeNull();
});
