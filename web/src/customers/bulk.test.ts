import { expect, it } from 'vitest';
import { type BulkChange, isUnderWay, progressOf, tagsOf } from './bulk';

const change = (status: BulkChange['status']) =>
  ({ status, customers: 100, changed: 60, skipped: 10, restored: 20, kept: 5 }) as BulkChange;

it('reads tags with commas between them', () => {
  expect(tagsOf(' vip, Stammkunde ,,vip')).toEqual(['vip', 'Stammkunde']);
  expect(tagsOf('  ')).toEqual([]);
});

it('counts what is handled forth and back', () => {
  expect(progressOf(change('running'))).toEqual({ done: 70, of: 100 });
  expect(progressOf(change('undoing'))).toEqual({ done: 25, of: 60 });
  expect(isUnderWay(change('undoing'))).toBe(true);
  expect(isUnderWay(change('finished'))).toBe(false);
});
