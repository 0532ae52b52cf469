import { beforeEach, describe, expect, it } from 'vitest';
import type { Product, Session, Team } from '../session/session';
import { entriesOf, matching, recent, remember } from './entries';

const say = (key: string) => key;

function world(role: 'owner' | 'viewer') {
  const product = {
    id: 'p1',
    name: 'Kurse',
    actions:
      role === 'owner'
        ? ['list-customers', 'view-customers', 'import-customers', 'view-imports', 'clean-up']
        : ['list-customers'],
  } as Product;
  const other = { ...product, id: 'p2', name: 'Bücher' } as Product;
  const team = {
    id: 't1',
    name: 'Team',
    actions: role === 'owner' ? ['create-product', 'edit-team', 'view-audit-log'] : [],
    products: [product, other],
  } as unknown as Team;
  const session = { teams: [team] } as Session;
  return entriesOf(session, team, product, say);
}

beforeEach(() => localStorage.clear());

describe('what the palette offers', () => {
  it('is all that the role may reach', () => {
    const hrefs = world('owner').map((entry) => entry.href);
    expect(hrefs).toContain('/t/t1/p/p1/imports/new');
    expect(hrefs).toContain('/t/t1/audit');
    expect(hrefs).toContain('/t/t1/p/p2/overview');
    expect(hrefs).not.toContain('/t/t1/p/p1/settings');
  });
  it('is nothing that a viewer may not do', () => {
    const viewer = world('viewer');
    expect(viewer.filter((entry) => entry.group === 'do')).toEqual([]);
    const hrefs = viewer.map((entry) => entry.href);
    for (const hidden of ['matrix', 'cleanup', 'imports', 'settings', 'audit'])
      expect(hrefs.some((href) => href.endsWith(`/${hidden}`)), hidden).toBe(false);
    expect(hrefs).toContain('/t/t1/p/p1/customers');
  });
  it('is what can be done on the page, before what can be done anywhere', () => {
    const run = () => undefined;
    const team = { id: 't1', name: 'Team', actions: ['create-product'], products: [] } as never;
    const entries = entriesOf({ teams: [team] } as never, team, undefined, say, [
      { id: 'refresh', label: 'Refresh', run },
    ]);
    const found = entries.filter((entry) => entry.group === 'do');
    expect(found.map((entry) => entry.label)).toEqual(['Refresh', 'nav.newProduct']);
    expect(found[0]?.run).toBe(run);
  });
  it('is found by the beginnings of its words, without accents', () => {
    const found = matching(world('owner'), 'buch');
    expect(found.map((entry) => entry.label)).toEqual(['Bücher']);
    expect(matching(world('owner'), 'ücher')).toEqual([]);
    expect(matching(world('owner'), ' ')).toHaveLength(world('owner').length);
  });
  it('begins with the last five choices, as long as they can be reached', () => {
    const entries = world('owner');
    for (const entry of entries.slice(0, 6)) remember(entry);
    remember(entries[2] as never);
    expect(recent(entries).map((entry) => entry.href)).toEqual(
      [2, 5, 4, 3, 1].map((place) => entries[place]?.href),
    );
    expect(recent(world('viewer')).length).toBeLessThan(5);
  });
  it('survives whatever stands in the store', () => {
    localStorage.setItem('kundenwert.recent', '{"no":"list"}');
    expect(recent(world('owner'))).toEqual([]);
    localStorage.setItem('kundenwert.recent', 'no json');
    expect(recent(world('owner'))).toEqual([]);
  });
});
