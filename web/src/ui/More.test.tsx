import { act, render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { More } from './More';

it('asks for one page at a time and is gone with the last one', () => {
  const fetchNextPage = vi.fn(() => Promise.resolve());
  const list = { hasNextPage: true, isFetchingNextPage: false, fetchNextPage };
  const { rerender } = render(<More of={list}>more</More>);
  act(() => screen.getByText('more').click());
  expect(fetchNextPage).toHaveBeenCalledTimes(1);
  rerender(<More of={{ ...list, isFetchingNextPage: true }}>more</More>);
  const reading = screen.getByText<HTMLButtonElement>('more');
  act(() => reading.click());
  expect(fetchNextPage).toHaveBeenCalledTimes(1);
  // One that is disabled would lose the focus.
  expect(reading.disabled).toBe(false);
  expect(reading.getAttribute('aria-disabled')).toBe('true');
  rerender(<More of={{ ...list, hasNextPage: false }}>more</More>);
  expect(screen.queryByText('more')).toBeNull();
});
