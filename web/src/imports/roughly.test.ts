import { expect, it } from 'vitest';
import { roughly } from './roughly';

it.each([
  [0, 5, 'seconds'],
  [11, 15, 'seconds'],
  [55, 55, 'seconds'],
  [56, 1, 'minutes'],
  [89, 1, 'minutes'],
  [130, 2, 'minutes'],
  [1_800, 30, 'minutes'],
  [1_930, 30, 'minutes'],
  [5_400, 2, 'hours'],
  [40_000, 11, 'hours'],
])('says of %i seconds that they are %i %s', (seconds, count, unit) => {
  expect(roughly(seconds)).toEqual({ unit, count });
});
