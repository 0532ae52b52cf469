import { describe, expect, it } from 'vitest';
import { read, withValues, write } from './filter';

describe('a filter in the address', () => {
  it('is read and written alike', () => {
    const text = 'priority:high,low~source:s1~import:i1';
    expect(read(text)).toEqual({ priority: ['high', 'low'], source: ['s1'], import: ['i1'] });
    expect(write(read(text))).toBe(text);
  });
  it('is nothing without conditions', () => {
    expect(read(undefined)).toEqual({});
    expect(read('')).toEqual({});
    expect(write({ priority: [] })).toBeUndefined();
  });
  it('changes one condition and keeps the others', () => {
    expect(withValues('import:i1', 'priority', ['high'])).toBe('import:i1~priority:high');
    expect(withValues('import:i1~priority:high', 'import', [])).toBe('priority:high');
    expect(withValues('priority:high', 'priority', [])).toBeUndefined();
  });
  it('knows a period beside other conditions', () => {
    expect(withValues('priority:high', 'created', ['this-month'])).toBe(
      'priority:high~created:this-month',
    );
    expect(read('created:2026-11')).toEqual({ created: ['2026-11'] });
  });
  it('does without what cannot be read', () => {
    expect(read('nonsense~priority:high~:x')).toEqual({ priority: ['high'] });
  });
});
