import { describe, expect, it } from 'vitest';
import { barFor, LONGEST, moved, sideways, spacer } from './scrolling';

const short = { list: 1_000 * 36, view: 720 };
const long = { list: 1_000_000 * 36, view: 720 };

describe('a list that fits the longest element', () => {
  it('moves with its bar', () => {
    expect(spacer(short)).toBe(36_000);
    expect(moved(0, 0, 500, short)).toBe(500);
    expect(moved(500, 500, 35_280, short)).toBe(35_280);
    expect(barFor(500, short)).toBe(500);
  });
  it('has no bar when all of it is seen', () => {
    const tiny = { list: 36, view: 720 };
    expect(moved(0, 0, 0, tiny)).toBe(0);
    expect(barFor(0, tiny)).toBe(0);
  });
});

describe('a list of a million rows', () => {
  it('has an element that every browser can show', () => {
    expect(spacer(long)).toBe(LONGEST);
  });
  it('moves by true pixels with the wheel', () => {
    expect(moved(18_000_000, 4_000_000, 4_000_120, long)).toBe(18_000_120);
    expect(moved(18_000_000, 4_000_000, 3_999_880, long)).toBe(17_999_880);
  });
  it('moves by its share when the bar is dragged', () => {
    const half = (LONGEST - 720) / 2;
    expect(moved(0, 0, half, long)).toBeCloseTo((long.list - 720) / 2, 0);
  });
  it('reaches both ends', () => {
    expect(moved(1_000, 300, 0, long)).toBe(0);
    expect(moved(0, 0, LONGEST - 720, long)).toBe(long.list - 720);
  });
  it('puts the bar where the share says, and back', () => {
    for (const row of [0, 1, 99, 100, 101, 500_000, 932_068, 999_979]) {
      const bar = barFor(row * 36, long);
      expect(Math.abs(moved(0, 5_000_000, bar, long) - row * 36)).toBeLessThan(36 * 5_000);
      expect(bar).toBeLessThanOrEqual(LONGEST - 720);
    }
    expect(barFor(long.list - 720, long)).toBe(LONGEST - 720);
  });
});

describe('a cell beside pinned ones', () => {
  const room = { left: 324, right: 1_000 };
  it('is left alone where it is seen', () => {
    expect(sideways({ left: 324, right: 464 }, room)).toBe(0);
    expect(sideways({ left: 860, right: 1_000 }, room)).toBe(0);
  });
  it('comes out from behind them, or in from the other side', () => {
    expect(sideways({ left: 200, right: 340 }, room)).toBe(-124);
    expect(sideways({ left: 950, right: 1_090 }, room)).toBe(90);
  });
  it('begins where they end if it is wider than what is left', () => {
    expect(sideways({ left: 400, right: 1_400 }, room)).toBe(76);
  });
});
