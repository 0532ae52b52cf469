import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { startTexts } from '../i18n';
import { EditCustomer } from './EditCustomer';

type Whole = Parameters<typeof EditCustomer>[0]['customer'];

const customer = (fields: { company: string; phone?: string; tags: string[] }) =>
  ({
    phone: fields.phone,
    summary: { id: 'c', name: 'Lena Brandt', country: 'DE', company: fields.company, tags: fields.tags },
  }) as unknown as Whole;

const sent: unknown[] = [];
const form = (whole: Whole) => (
  <QueryClientProvider client={new QueryClient()}>
    <EditCustomer where={{ teamId: 't', productId: 'p' }} customer={whole} />
  </QueryClientProvider>
);
const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

beforeEach(async () => {
  localStorage.setItem('kundenwert.language', 'de');
  await startTexts();
  sent.length = 0;
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push(await request.json());
    return new Response('{}', { headers: { 'Content-Type': 'application/json' } });
  });
});

it('sends only what the person changed, though the customer has changed since', async () => {
  const { rerender } = render(form(customer({ company: 'Alt GmbH', tags: [] })));
  // Before the form is opened, and while it is open.
  rerender(form(customer({ company: 'Neu GmbH', tags: ['import'] })));
  fireEvent.click(screen.getByText('Bearbeiten'));
  expect(screen.getByLabelText<HTMLInputElement>('Firma').value).toBe('Neu GmbH');
  type('Telefon', ' 0711 1 ');
  type('Name', 'Lena');
  type('Name', 'Lena Brandt');
  rerender(form(customer({ company: 'Neuer GmbH', tags: ['import', 'bulk'] })));
  expect(screen.getByLabelText<HTMLInputElement>('Schlagwörter').value).toBe('import, bulk');
  expect(screen.getByLabelText<HTMLInputElement>('Telefon').value).toBe(' 0711 1 ');
  fireEvent.click(screen.getByText('Speichern'));
  await waitFor(() => expect(sent).toEqual([{ phone: '0711 1' }]));
});

it('is closed by Escape only while nothing is lost by it', () => {
  render(form(customer({ company: 'Alt GmbH', tags: [] })));
  fireEvent.click(screen.getByText('Bearbeiten'));
  type('Firma', 'Neu');
  fireEvent.keyDown(screen.getByLabelText('Firma'), { key: 'Escape' });
  expect(screen.getByLabelText<HTMLInputElement>('Firma').value).toBe('Neu');
  type('Firma', 'Alt GmbH');
  fireEvent.keyDown(screen.getByLabelText('Firma'), { key: 'Escape' });
  expect(screen.queryByLabelText('Firma')).toBeNull();
});
