import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startTexts } from '../i18n';
import { ColumnMenu } from './ColumnMenu';
import { columnsOf } from './columns';

const heading = document.createElement('span');
const asked = {
  onSort: vi.fn(),
  onFilter: vi.fn(),
  onColumns: vi.fn(),
  onMoved: vi.fn(),
  onClose: vi.fn(),
};
const columns = columnsOf('priority,net,country', true);

function menu(of: string | undefined, filter?: string) {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  queries.setQueryData(['customers', { teamId: 't', productId: 'p' }, 'sources'], { items: [] });
  render(
    <QueryClientProvider client={queries}>
      <ColumnMenu
        where={{ teamId: 't', productId: 'p' }}
        heading={heading}
        column={columns.find((column) => column.id === of)}
        columns={columns}
        sort="-net"
        filter={filter}
        {...asked}
      />
    </QueryClientProvider>,
  );
}

const entries = () =>
  [...document.querySelectorAll('[role^=menuitem]')].map((each) => each.textContent);

beforeEach(async () => {
  vi.clearAllMocks();
  localStorage.setItem('kundenwert.language', 'de');
  await startTexts();
  // The page of these tests does not know popovers.
  HTMLElement.prototype.showPopover = () => undefined;
});
afterEach(() => void Reflect.deleteProperty(HTMLElement.prototype, 'showPopover'));

it('sorts, moves and hides a column', () => {
  menu('net');
  expect(screen.getByText('Absteigend sortieren').getAttribute('aria-checked')).toBe('true');
  act(() => screen.getByText('Aufsteigend sortieren').click());
  expect(asked.onSort).toHaveBeenCalledWith('net');
  act(() => screen.getByText('Nach links').click());
  expect(asked.onColumns).toHaveBeenLastCalledWith('net,priority,country');
  expect(asked.onMoved).toHaveBeenLastCalledWith(-1);
  act(() => screen.getByText('Ausblenden').click());
  expect(asked.onColumns).toHaveBeenLastCalledWith('priority,country');
  expect(asked.onClose).toHaveBeenCalledTimes(3);
});

it('filters by a column, without losing other conditions', () => {
  menu('priority', 'priority:high~created:this-year');
  expect(entries()).not.toContain('Aufsteigend sortieren');
  expect(entries()).not.toContain('Nach links');
  expect(screen.getByText('Hoch').getAttribute('aria-checked')).toBe('true');
  act(() => screen.getByText('Niedrig').click());
  expect(asked.onFilter).toHaveBeenLastCalledWith('priority:low~created:this-year');
  act(() => screen.getByText('Alle').click());
  expect(asked.onFilter).toHaveBeenLastCalledWith('created:this-year');
});

it('leaves the customer where it is', () => {
  menu(undefined);
  expect(entries()).toEqual(['Aufsteigend sortieren', 'Absteigend sortieren']);
});

it('is gone through with the keys and left with Escape', () => {
  menu('net');
  const at = () => document.activeElement?.textContent;
  const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
  expect(at()).toBe('Aufsteigend sortieren');
  press('ArrowUp');
  expect(at()).toBe('Ausblenden');
  press('ArrowDown');
  expect(at()).toBe('Aufsteigend sortieren');
  press('End');
  expect(at()).toBe('Ausblenden');
  press('Escape');
  expect(asked.onClose).toHaveBeenCalledWith(true);
});
