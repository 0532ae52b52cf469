import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
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
  onWidth: vi.fn(),
  onClose: vi.fn(),
};
const columns = columnsOf('priority,net,country', true);

function menu(of: string | undefined, filter?: string, shown = columns, customerWidth?: number) {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  queries.setQueryData(['customers', { teamId: 't', productId: 'p' }, 'sources'], { items: [] });
  render(
    <QueryClientProvider client={queries}>
      <ColumnMenu
        where={{ teamId: 't', productId: 'p' }}
        heading={heading}
        column={shown.find((column) => column.id === of)}
        columns={shown}
        customerWidth={customerWidth}
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
  expect(entries()).toEqual([
    'Aufsteigend sortieren',
    'Absteigend sortieren',
    'Breiter',
    'Schmaler',
  ]);
});

it('makes a column wider and narrower without closing, and as wide as usual again', () => {
  menu('net', undefined, columnsOf('priority,net.200,country', true));
  act(() => screen.getByText('Breiter').click());
  expect(asked.onColumns).toHaveBeenLastCalledWith('priority,net.240,country');
  expect(asked.onWidth).toHaveBeenLastCalledWith(240);
  act(() => screen.getByText('Schmaler').click());
  expect(asked.onColumns).toHaveBeenLastCalledWith('priority,net.160,country');
  expect(asked.onClose).not.toHaveBeenCalled();
  act(() => screen.getByText('Breite zurücksetzen').click());
  expect(asked.onColumns).toHaveBeenLastCalledWith('priority,net,country');
  expect(asked.onClose).toHaveBeenCalledWith(true);
});

it('stops at the bounds, where the entry stays to keep the focus', () => {
  menu('net', undefined, columnsOf('net.640,country.80', true));
  const wider = screen.getByText('Breiter');
  expect(wider.getAttribute('aria-disabled')).toBe('true');
  act(() => wider.click());
  expect(asked.onColumns).not.toHaveBeenCalled();
  expect(screen.getByText('Schmaler').getAttribute('aria-disabled')).toBeNull();
});

it('widens the customer from as wide as it is, and keeps that width when columns move', () => {
  vi.spyOn(heading, 'getBoundingClientRect').mockReturnValue({ width: 352.4 } as DOMRect);
  menu(undefined);
  act(() => screen.getByText('Breiter').click());
  expect(asked.onColumns).toHaveBeenLastCalledWith('customer.392,priority,net,country');
  expect(screen.queryByText('Breite zurücksetzen')).toBeNull();
  cleanup();
  menu(undefined, undefined, columns, 392);
  act(() => screen.getByText('Breite zurücksetzen').click());
  expect(asked.onColumns).toHaveBeenLastCalledWith('priority,net,country');
  cleanup();
  menu('net', undefined, columnsOf('priority,net.200', true), 392);
  act(() => screen.getByText('Nach links').click());
  expect(asked.onColumns).toHaveBeenLastCalledWith('customer.392,net.200,priority');
  act(() => screen.getByText('Ausblenden').click());
  expect(asked.onColumns).toHaveBeenLastCalledWith('customer.392,priority');
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
