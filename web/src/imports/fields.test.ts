import { describe, expect, it } from 'vitest';
import { customField, questionText, readingsBeside } from './fields';

describe('a field of a name', () => {
  it.each([
    ['Kundenklasse', 'custom:kundenklasse'],
    ['  Größe (in m²) ', 'custom:grosse_in_m2'],
    ['2. Telefon', 'custom:telefon'],
    ['№ 7', 'custom:no_7'],
    ['a'.repeat(80), `custom:${'a'.repeat(64)}`],
    [`${'a'.repeat(63)} b`, `custom:${'a'.repeat(63)}`],
    ['123', null],
    ['', null],
  ])('%s', (name, field) => expect(customField(name)).toBe(field));
});

it('names the character that can mean two things', () => {
  expect(questionText('number', '1,234')).toBe('question.comma');
  expect(questionText('number', '1.234')).toBe('question.point');
  expect(questionText('number', '1.234,50')).toBe('question.date');
  expect(questionText('date', '04.03.2021')).toBe('question.date');
});

it('offers the other reading only where there are two', () => {
  expect(readingsBeside('month-first')).toEqual(['day-first', 'month-first']);
  expect(readingsBeside('plain')).toEqual([]);
  expect(readingsBeside(undefined)).toEqual([]);
});
