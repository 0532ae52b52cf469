import { expect, it } from 'vitest';
import { neededFor } from './rights';

it('knows what a page needs by its address', () => {
  expect(neededFor('/t/1/p/2/imports')).toEqual({ action: 'view-imports', ofProduct: true });
  expect(neededFor('/t/1/p/2/imports/new')).toEqual({ action: 'import-customers', ofProduct: true });
  expect(neededFor('/t/1/p/2/imports/3')).toEqual({ action: 'view-imports', ofProduct: true });
  expect(neededFor('/t/1/p/2/settings/')).toEqual({ action: 'edit-product', ofProduct: true });
  expect(neededFor('/t/1/audit')).toEqual({ action: 'view-audit-log', ofProduct: false });
});

it('asks for nothing where everybody may be', () => {
  for (const path of ['/', '/account', '/t/1', '/t/1/members', '/t/1/settings', '/t/1/p/2/overview'])
    expect(neededFor(path), path).toBeNull();
});
