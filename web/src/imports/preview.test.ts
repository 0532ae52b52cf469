import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasChanged, rawOf, readOf, shownFields } from './preview';

const words = { yes: 'ja', no: 'nein' };

describe('the preview', () => {
  beforeEach(() => {
    document.documentElement.lang = 'de';
  });
  afterEach(() => {
    document.documentElement.lang = '';
  });

  it('shows all that is mapped, in the order of the file, and a name as one', () => {
    const fields = shownFields([
      { column: 0, target: 'last-name' },
      { column: 1, target: 'skip' },
      { column: 2, target: 'email' },
      { column: 3, target: 'first-name' },
      { column: 4, target: 'custom:note' },
    ]);
    expect(fields).toEqual([
      { target: 'name', columns: [3, 0] },
      { target: 'email', columns: [2] },
      { target: 'custom:note', columns: [4] },
    ]);
    const cells = ['Muster', 'x', 'max@example.com', 'Max', ''];
    expect(rawOf({ row: 1, cells }, fields[0]!)).toBe('Max Muster');
  });

  it('reads each field in the form of the reader', () => {
    const values = {
      email: 'max@example.com',
      consent: false,
      tags: ['a', 'b'],
      custom: { note: 'n' },
      lastPaymentOn: '2021-03-04',
      totalSpend: { minor: '123450', currency: 'EUR' },
    };
    const read = (target: string) => readOf(values, target, words);
    expect(read('consent')).toBe('nein');
    expect(read('tags')).toBe('a, b');
    expect(read('custom:note')).toBe('n');
    expect(read('currency')).toBe('EUR');
    expect(read('total-spend')?.replace(/\s/g, ' ')).toMatch(/1[.,]234[.,]50/);
    expect(read('last-payment-date')).toContain('2021');
    expect(read('phone')).toBeUndefined();
    expect(read('transaction-status')).toBeUndefined();
  });

  it('marks what has another form, and not a sign or a space', () => {
    expect(hasChanged('1.234,50', '1.234,50\u00a0€')).toBe(false);
    expect(hasChanged(' -3,00 €', '\u22123,00\u00a0€')).toBe(false);
    expect(hasChanged('1234,5', '1.234,50\u00a0€')).toBe(true);
    expect(hasChanged('MAX@example.com', 'max@example.com')).toBe(true);
    expect(hasChanged('2021-03-04', '04.03.2021')).toBe(true);
  });
});
