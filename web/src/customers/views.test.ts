import { expect, it } from 'vitest';
import { builtIn, forgetLists, isChanged, lastList, rememberList, type Tab } from './views';

const tab: Tab = { id: 'v', name: 'Beste', list: { f: 'priority:high', sort: '-monthly' } };

it('knows whether a list is still what its view says', () => {
  expect(isChanged({ f: 'priority:high', sort: '-monthly', c: 'x', after: 'y' }, tab, '-net')).toBe(
    false,
  );
  expect(isChanged({ f: 'priority:high', sort: '-net' }, tab, '-net')).toBe(true);
  expect(isChanged({ f: 'priority:high', sort: '-monthly', q: 'anna' }, tab, '-net')).toBe(true);
  expect(isChanged({ sort: '-monthly' }, tab, '-net')).toBe(true);
  expect(isChanged({ ...tab.list, cols: 'net' }, tab, '-net')).toBe(true);
});

it('takes the usual order for what it is, named or not', () => {
  const all: Tab = { name: 'all', list: {} };
  expect(isChanged({ sort: '-net' }, all, '-net')).toBe(false);
  expect(isChanged({ sort: 'name' }, all, '-net')).toBe(true);
});

it('offers no view by value to whoever does not see values', () => {
  expect(builtIn(true).map((each) => each.id)).toEqual([undefined, 'high', 'new']);
  expect(builtIn(false).map((each) => each.id)).toEqual([undefined, 'new']);
});

it('comes back to the list of the same product, without page and panel', () => {
  rememberList('u', 'p', { q: 'anna', view: 'v', after: 'cursor', c: 'customer' });
  expect(lastList('u', 'p')).toEqual({ q: 'anna', view: 'v' });
  expect(lastList('u', 'other')).toEqual({});
  localStorage.setItem('kundenwert.list.u.p', '{broken');
  expect(lastList('u', 'p')).toEqual({});
});

it('keeps lists for one person, until they sign out', () => {
  localStorage.setItem('kundenwert.list', 'pages');
  rememberList('u', 'p', { q: 'anna' });
  expect(lastList('somebody else', 'p')).toEqual({});
  forgetLists();
  expect(lastList('u', 'p')).toEqual({});
  expect(Object.keys(localStorage)).toEqual(['kundenwert.list']);
});
