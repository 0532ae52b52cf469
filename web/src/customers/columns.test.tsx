import { describe, expect, it } from 'vitest';
import { choiceOf, COLUMNS, columnsOf, DEFAULT_COLUMNS, withMoved } from './columns';

describe('the columns of the list', () => {
  it('are the usual ones if nobody chose', () => {
    expect(columnsOf(undefined, true).map((column) => column.id)).toEqual(
      DEFAULT_COLUMNS.split(','),
    );
  });
  it('keep the order of a choice, once each, and leave out what there is not', () => {
    expect(columnsOf('tags,net,tags,nonsense', true).map((column) => column.id)).toEqual([
      'tags',
      'net',
    ]);
  });
  it('show viewers nothing that tells of amounts', () => {
    const all = COLUMNS.map((column) => column.id).join(',');
    expect(columnsOf(all, false).map((column) => column.id)).toEqual([
      'country',
      'tags',
      'company',
      'created',
    ]);
  });
  it('move without losing any', () => {
    expect(withMoved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(withMoved(['a', 'b', 'c'], 2, -2)).toEqual(['c', 'a', 'b']);
  });
  it('are not named if they are the usual ones', () => {
    expect(choiceOf(DEFAULT_COLUMNS.split(','))).toBeUndefined();
    expect(choiceOf(['net'])).toBe('net');
  });
});
