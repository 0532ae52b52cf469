import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startTexts } from '../i18n';
import { SortStatus } from './SortHeader';

beforeEach(async () => {
  localStorage.setItem('kundenwert.language', 'de');
  await startTexts();
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

const said = () => screen.getByRole('status').textContent;
const wait = () => act(() => void vi.advanceTimersByTime(500));

it('tells of an order once, when it has changed and stays', () => {
  const { rerender } = render(<SortStatus sort="-net" />);
  wait();
  expect(said()).toBe('');
  rerender(<SortStatus sort="net" />);
  rerender(<SortStatus sort="-name" />);
  expect(said()).toBe('');
  wait();
  expect(said()).toBe('Nach Kunde absteigend sortiert');
});
