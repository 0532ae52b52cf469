import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { startTexts } from '../i18n';
import { Filters } from './Filters';
import { withValues } from './filter';
import { useConditions, useOrder } from './useConditions';

const where = { teamId: 't', productId: 'p' };

beforeAll(async () => {
  localStorage.setItem('kundenwert.language', 'de');
  await startTexts();
});
beforeEach(() => {
  const items = [
    { sourceId: 's1', name: 'Stripe' },
    { sourceId: 's2', name: 'Digistore24' },
  ];
  vi.stubGlobal(
    'fetch',
    async () =>
      new Response(JSON.stringify({ items }), { headers: { 'Content-Type': 'application/json' } }),
  );
});

function List({ from, whole }: { from?: string; whole: boolean }) {
  const [filter, setFilter] = useState(from);
  const conditions = useConditions(where, whole, filter);
  return (
    <>
      <Filters
        conditions={[...conditions, useOrder('-monthly')]}
        onSet={(name, values) => setFilter(withValues(filter, name, values))}
      />
      <output>{filter}</output>
    </>
  );
}

function show(from?: string, whole = true) {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <List from={from} whole={whole} />
    </QueryClientProvider>,
  );
}
const filter = () => screen.getByRole('status').textContent;

it('shows all values of a condition, and takes more and fewer', async () => {
  show('priority:high,low');
  expect(screen.getByRole('button', { name: 'Priorität: Hoch oder Niedrig' })).toBeTruthy();
  fireEvent.click(screen.getByLabelText('Mittel'));
  expect(filter()).toBe('priority:high,medium,low');
  fireEvent.click(screen.getByLabelText('Hoch'));
  expect(filter()).toBe('priority:medium,low');
  fireEvent.click(await screen.findByLabelText('Stripe'));
  fireEvent.click(screen.getByLabelText('Digistore24'));
  expect(filter()).toBe('priority:medium,low~source:s1,s2');
  expect(screen.getByRole('button', { name: 'Quelle: Stripe oder Digistore24' })).toBeTruthy();
});

it('takes one period, of which it knows those of other places', () => {
  show('created:2026-11');
  expect(screen.getByLabelText<HTMLInputElement>('Nov. 2026').checked).toBe(true);
  fireEvent.click(screen.getByLabelText('Letzter Monat'));
  expect(filter()).toBe('created:last-month');
  fireEvent.click(screen.getByLabelText('Jederzeit'));
  expect(filter()).toBe('');
});

it('leaves the focus among the conditions when one is removed', () => {
  show('priority:high~created:this-year~import:i1,i2');
  fireEvent.click(screen.getByRole('button', { name: 'Filter Priorität entfernen' }));
  expect(document.activeElement?.textContent).toBe('Neu im Zeitraum: Dieses Jahr');
  expect(filter()).toBe('created:this-year~import:i1,i2');
  expect(screen.getByText('Aus einem von 2 Importen')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Filter Import entfernen' }));
  expect(document.activeElement).toBe(
    screen.getByRole('button', { name: 'Sortierung aufheben' }),
  );
  expect(filter()).toBe('created:this-year');
});

it('lets a viewer only remove what they may not ask for', () => {
  show('priority:high', false);
  expect(screen.queryByLabelText('Hoch')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Filter Priorität entfernen' }));
  expect(filter()).toBe('');
});
