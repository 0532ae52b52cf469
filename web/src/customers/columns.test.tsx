import { describe, expect, it } from 'vitest';
import {
  choiceOf,
  choiceWithWidth,
  COLUMNS,
  columnsOf,
  CUSTOMER,
  customerWidth,
  DEFAULT_COLUMNS,
  withMoved,
} from './columns';

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
    expect(choiceOf(columnsOf(undefined, true))).toBeUndefined();
    expect(choiceOf(columnsOf('net', true))).toBe('net');
  });
});

describe('the widths of the columns', () => {
  const widths = (choice: string) =>
    columnsOf(choice, true).map((column) => [column.id, column.width]);

  it('stand in the choice where they are not the usual ones', () => {
    expect(widths('net.200,tags')).toEqual([
      ['net', 200],
      ['tags', 200],
    ]);
    expect(choiceOf(columnsOf('net.200,tags.200,country.140', true), 360)).toBe(
      'customer.360,net.200,tags,country.140',
    );
    expect(COLUMNS.find((column) => column.id === 'net')?.width).toBe(140);
  });
  it('are of a column that there is, and within bounds', () => {
    expect(widths('net.5,tags.9999,net.300,nonsense.200,country.x,gross.')).toEqual([
      ['net', 80],
      ['tags', 640],
    ]);
    expect(customerWidth('customer.5000,net')).toBe(640);
    expect(customerWidth('net')).toBeUndefined();
    expect(customerWidth(undefined)).toBeUndefined();
  });
  it('change one at a time, and back to no choice at all', () => {
    const columns = columnsOf('net.200,tags', true);
    expect(choiceWithWidth(columns, 360, 'tags', 120)).toBe('customer.360,net.200,tags.120');
    expect(choiceWithWidth(columns, 360, CUSTOMER, 400)).toBe('customer.400,net.200,tags');
    expect(choiceWithWidth(columns, 360, CUSTOMER, undefined)).toBe('net.200,tags');
    expect(choiceWithWidth(columns, undefined, 'net', undefined)).toBe('net,tags');
    const usual = columnsOf(choiceWithWidth(columnsOf(undefined, true), undefined, 'net', 99), true);
    expect(choiceWithWidth(usual, undefined, 'net', undefined)).toBeUndefined();
  });
  it('are not the way to a column that tells viewers of amounts', () => {
    expect(columnsOf('net.200,tags.300', false).map((column) => column.id)).toEqual(['tags']);
  });
  it('fit into what a view keeps, of all columns at once', () => {
    const all = COLUMNS.map((column) => ({ ...column, width: 639 }));
    expect(choiceOf(all, 639)).toMatch(/^[A-Za-z][A-Za-z0-9.,_-]{0,499}$/);
  });
});
