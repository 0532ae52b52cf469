import { render, screen } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { startTexts } from '../i18n';
import type { Customer, MaskedCustomer } from './customers';
import { Email } from './Email';

beforeEach(async () => {
  localStorage.setItem('kundenwert.language', 'de');
  await startTexts();
});

it('says of a masked address that it is hidden', () => {
  render(<Email of={{ email: 'j***@example.com' } as MaskedCustomer} />);
  expect(screen.getByText('E-Mail verborgen')).toBeTruthy();
  expect(screen.getByText('j***@example.com').getAttribute('aria-hidden')).toBe('true');
});

it('is the address itself for whoever sees it', () => {
  render(<Email of={{ email: 'jan@example.com', net: {} } as Customer} />);
  expect(screen.getByText('jan@example.com')).toBeTruthy();
  expect(screen.queryByText('E-Mail verborgen')).toBeNull();
});
