import { beforeEach, expect, it, vi } from 'vitest';
import { choice } from './choice';

beforeEach(() => localStorage.clear());

it('keeps what was chosen and tells who listens', () => {
  const size = choice('size', ['small', 'large'], () => 'small');
  const heard = vi.fn();
  const stop = size.subscribe(heard);
  expect(size.get()).toBe('small');
  size.set('large');
  expect(size.get()).toBe('large');
  expect(heard).toHaveBeenCalledOnce();
  stop();
  size.set('small');
  expect(heard).toHaveBeenCalledOnce();
});

it('does not take what it does not offer', () => {
  localStorage.setItem('size', 'gigantic');
  expect(choice('size', ['small', 'large'], () => 'small').get()).toBe('small');
});
