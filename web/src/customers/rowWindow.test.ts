import { describe, expect, it } from 'vitest';
import {
  appended,
  KEPT,
  length,
  loaded,
  missing,
  opened,
  placeOf,
  prepended,
  rowAt,
} from './rowWindow';

const LIST = 1_000;
const PAGE = 100;

/** A page of a list of numbers, as the API would send it. */
function page(from: number, size = LIST) {
  const rows = Array.from({ length: Math.max(Math.min(PAGE, size - from), 0) }, (_, i) => from + i);
  return {
    rows,
    prev: from > 0 ? `before ${from}` : null,
    next: from + PAGE < size ? `after ${from + PAGE - 1}` : null,
  };
}

describe('a window of pages', () => {
  it.each([0, 1, 99, 100, 101, 199, 200, 201])('shows each row of a list of %i', (size) => {
    let window = opened(page(0, size), 0);
    for (let from = PAGE; from < size; from += PAGE) window = appended(window, page(from, size));
    expect(loaded(window)).toBe(size);
    for (let place = 0; place < size; place++) expect(rowAt(window, place)).toBe(place);
    expect(rowAt(window, size)).toBeUndefined();
    expect(rowAt(window, -1)).toBeUndefined();
    expect(length(window, 7)).toBe(size);
  });

  it('knows the place of a row that is loaded', () => {
    const window = appended(opened(page(300), 300), page(400));
    expect(placeOf(window, (row) => row === 456)).toBe(456);
    expect(placeOf(window, (row) => row === 12)).toBeUndefined();
  });

  it('keeps only so many pages, and the places of the rows', () => {
    let window = opened(page(0, 10_000), 0);
    for (let from = PAGE; from < 3_000; from += PAGE) window = appended(window, page(from, 10_000));
    expect(window.pages).toHaveLength(KEPT);
    expect(window.base).toBe(1_500);
    expect(rowAt(window, 2_345)).toBe(2_345);
    const back = prepended(window, page(1_400, 10_000));
    expect(back.moved).toBe(0);
    expect(back.window.pages).toHaveLength(KEPT);
    expect(rowAt(back.window, 1_456)).toBe(1_456);
    expect(rowAt(back.window, 2_950)).toBeUndefined();
  });

  it('learns where it is when the beginning comes', () => {
    const jumped = opened(page(200), 350);
    expect(jumped.base).toBe(350);
    const once = prepended(jumped, page(100));
    expect(once.moved).toBe(0);
    const twice = prepended(once.window, page(0));
    expect(twice.window.base).toBe(0);
    expect(twice.moved).toBe(-150);
    expect(rowAt(twice.window, 42)).toBe(42);
  });

  it('never puts rows before the beginning', () => {
    const jumped = opened(page(500), 20);
    const more = prepended(jumped, page(400));
    expect(more.window.base).toBe(1);
    expect(more.moved).toBe(81);
  });

  it('says what is missing', () => {
    const window = appended(opened(page(300), 300), page(400));
    expect(missing(window, 380, 420)).toBeNull();
    expect(missing(window, 440, 470)).toBe('next');
    expect(missing(window, 320, 345)).toBe('prev');
    expect(missing(window, 700, 720)).toBe('jump');
    expect(missing(window, 10, 30)).toBe('jump');
    expect(missing(opened(page(0, 50), 0), 0, 20)).toBeNull();
  });

  it('believes its own end more than a count', () => {
    expect(length(opened(page(900), 850), 1_200)).toBe(950);
    expect(length(opened(page(100), 100), 150)).toBe(201);
  });
});
