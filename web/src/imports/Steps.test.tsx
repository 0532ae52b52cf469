import { render, screen } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { startTexts } from '../i18n';
import { Steps } from './Steps';

beforeEach(async () => {
  localStorage.setItem('kundenwert.language', 'de');
  await startTexts();
});

it('leaves the focus to the page at first, and gives it to each next step', () => {
  const { rerender } = render(<Steps current="columns" />);
  expect(document.activeElement).toBe(document.body);
  rerender(<Steps current="check" />);
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Prüfen' }));
  expect(document.activeElement?.parentElement?.getAttribute('aria-current')).toBe('step');
});
