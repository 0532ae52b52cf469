import { beforeEach, describe, expect, it } from 'vitest';
import { region } from './region';
import { count, day, dayWhen, decimal, money, moneyParts, parseMinor, typeable, when } from './format';

const plain = (text: string) => text.replace(/\u00a0|\u202f/g, ' ');

describe('amounts', () => {
  beforeEach(() => {
    localStorage.clear();
    document.documentElement.lang = 'de';
  });

  it('are exact at any size and shown to the cent', () => {
    expect(plain(money({ minor: '123456780', currency: 'EUR' }))).toBe('1.234.567,80 €');
    expect(plain(money({ minor: '900719925474099312', currency: 'EUR' }))).toBe(
      '9.007.199.254.740.993,12 €',
    );
    document.documentElement.lang = 'en';
    expect(plain(money({ minor: '123456780', currency: 'EUR' }))).toBe('€1,234,567.80');
  });

  it('have as many decimals as their currency', () => {
    expect(plain(money({ minor: '1234', currency: 'JPY' }))).toMatch(/^1\.234 /);
    expect(decimal('-5', 2)).toBe('-0.05');
    expect(decimal('0', 2)).toBe('0.00');
  });

  it.each([
    ['de-CH', '1’234.5', '123450'],
    ['de-CH', "1'234.50", '123450'],
    ['de-CH', '1,23', null],
    ['de-AT', '1.234,50', '123450'],
    ['en-US', '1,234.50', '123450'],
    ['en-US', '1,23', null],
  ])('are read as in %s: %s', (chosen, typed, minor) => {
    region.set(chosen as 'de-CH');
    expect(parseMinor(typed, 'EUR')).toBe(minor);
  });

  it('are written as in the chosen region, whatever the language', () => {
    region.set('de-CH');
    expect(plain(money({ minor: '123456780', currency: 'CHF' }))).toBe("CHF 1'234'567.80");
    region.set('en-US');
    expect(plain(day('2021-04-03'))).toBe('Apr 3, 2021');
    region.set('language');
    expect(plain(money({ minor: '100', currency: 'EUR' }))).toBe('1,00 €');
  });

  it.each([
    ['de', 'de-CH', '1234.50'],
    ['en', 'de-DE', '1234,50'],
    ['de', 'en-GB', '1234.50'],
    ['en', 'language', '1234.50'],
    ['de', 'language', '1234,50'],
  ])('can be read again as they stand in a field: %s in %s', (language, chosen, shown) => {
    document.documentElement.lang = language;
    region.set(chosen as 'de-CH');
    expect(typeable({ minor: '123450', currency: 'EUR' })).toBe(shown);
    expect(parseMinor(shown, 'EUR')).toBe('123450');
    expect(typeable({ minor: '1234', currency: 'JPY' })).toBe('1234');
  });

  it.each([
    ['de-DE', '123456780', 'EUR', ['1.234.567', ',80', ' €']],
    ['de-CH', '-123450', 'CHF', ["CHF\u22121'234", '.50', '']],
    ['en-GB', '1234', 'JPY', ['JP¥1,234', '', '']],
  ])('show their decimals apart in %s', (chosen, minor, currency, parts) => {
    region.set(chosen as 'de-CH');
    const amount = { minor, currency };
    expect(moneyParts(amount).map(plain)).toEqual(parts);
    expect(moneyParts(amount).join('')).toBe(money(amount));
  });

  it('have a real minus sign', () => {
    expect(plain(money({ minor: '-1500', currency: 'EUR' }))).toBe('−15,00 €');
  });

  it.each([
    ['de', '1.234,5', 'EUR', '123450'],
    ['de', '1234', 'EUR', '123400'],
    ['de', '1.234', 'EUR', '123400'],
    ['en', '1,234.50', 'EUR', '123450'],
    ['de', '100', 'JPY', '100'],
  ])('are read in %s: %s %s', (language, typed, currency, minor) => {
    document.documentElement.lang = language;
    expect(parseMinor(typed, currency)).toBe(minor);
  });

  it.each([
    ['de', '1,234'],
    ['de', '12.34'],
    ['en', '1.234,5'],
    ['de', 'viel'],
    ['de', '-5'],
    ['de', ''],
  ])('are refused in %s where they are none or could be two: %s', (language, typed) => {
    document.documentElement.lang = language;
    expect(parseMinor(typed, 'EUR')).toBeNull();
  });
});

describe('days and counts', () => {
  it('follow the language and no time zone', () => {
    document.documentElement.lang = 'de';
    expect(day('2021-04-03')).toBe('03.04.2021');
    expect(count(48211)).toBe('48.211');
    document.documentElement.lang = 'en';
    expect(day('2021-04-03')).toBe('3 Apr 2021');
    expect(count(48211)).toBe('48,211');
  });
});

describe('moments', () => {
  const now = new Date(2026, 2, 1, 9, 30);
  const at = (day: number, hour: number) => new Date(2026, 2, day, hour, 2).toISOString();

  it('of today and yesterday are called so, in the language, with the time of the region', () => {
    document.documentElement.lang = 'de';
    expect(when(at(1, 8), now)).toBe('heute, 08:02');
    expect(when(at(0, 14), now)).toBe('gestern, 14:02');
    region.set('en-US');
    expect(plain(when(at(0, 14), now))).toBe('gestern, 2:02 PM');
    region.set('language');
    document.documentElement.lang = 'en';
    expect(when(at(0, 14), now)).toBe('yesterday, 14:02');
  });

  it('before and after those have their date', () => {
    document.documentElement.lang = 'en';
    expect(when(at(-1, 14), now)).toBe('27 Feb 2026, 14:02');
    expect(when(at(2, 14), now)).toBe('2 Mar 2026, 14:02');
  });

  it('without a time is near or far in UTC, as it came, wherever the browser is', () => {
    document.documentElement.lang = 'de';
    const late = new Date('2026-03-01T23:30:00Z');
    expect(dayWhen('2026-03-01', late)).toBe('heute');
    expect(dayWhen('2026-02-28', late)).toBe('gestern');
    expect(dayWhen('2026-02-27', late)).toBe('27.02.2026');
    region.set('en-GB');
    expect(dayWhen('2026-03-01', late)).toBe('heute');
    expect(dayWhen('2025-02-28', late)).toBe('28 Feb 2025');
    region.set('language');
  });
});
