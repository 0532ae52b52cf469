import { expect, it } from 'vitest';
import { EVERYBODY, has, NOBODY, size, toggled } from './selection';

it('chooses some by their ids', () => {
  const two = toggled(NOBODY, ['a', 'b'], true);
  expect(size(two, 100)).toBe(2);
  expect(has(two, 'a')).toBe(true);
  expect(has(two, 'c')).toBe(false);
  expect(size(toggled(two, ['a', 'c'], false), 100)).toBe(1);
  expect(size(NOBODY, 100)).toBe(0);
});

it('chooses all but a few without knowing their ids', () => {
  const most = toggled(EVERYBODY, ['a', 'b'], false);
  expect(size(most, 41_302)).toBe(41_300);
  expect(has(most, 'a')).toBe(false);
  expect(has(most, 'never loaded')).toBe(true);
  expect(size(toggled(most, ['a'], true), 41_302)).toBe(41_301);
});
