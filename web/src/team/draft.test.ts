import { describe, expect, it } from 'vitest';
import { after, choosing, chosen, clashing, merged, typing } from './draft';

const stored = { name: 'Kurse', tone: 'freundlich' };

describe('a draft', () => {
  it('changes what was typed and nothing else', () => {
    const draft = typing({}, stored, 'name', 'Bücher');
    expect(merged(draft, stored)).toEqual({ name: 'Bücher', tone: 'freundlich' });
    expect(typing(draft, stored, 'name', 'Kurse')).toEqual({});
  });

  it('takes over what others changed elsewhere', () => {
    const draft = typing({}, stored, 'name', 'Bücher');
    const later = { ...stored, tone: 'knapp' };
    expect(clashing(draft, later)).toEqual([]);
    expect(merged(draft, later)).toEqual({ name: 'Bücher', tone: 'knapp' });
  });

  it('clashes with what others changed in the same field, until somebody chooses', () => {
    const draft = typing({}, stored, 'name', 'Bücher');
    const later = { ...stored, name: 'Seminare' };
    expect(clashing(draft, later)).toEqual(['name']);
    expect(chosen(draft, later, 'name')).toBeNull();
    const given = choosing(draft, later, 'name', false);
    expect(merged(given, later).name).toBe('Seminare');
    const kept = choosing(given, later, 'name', true);
    expect(merged(kept, later).name).toBe('Bücher');
    // A third value is a new question.
    expect(chosen(kept, { ...later, name: 'Reisen' }, 'name')).toBeNull();
  });

  it('keeps what is typed when one sees both', () => {
    const later = { ...stored, name: 'Seminare' };
    const draft = typing(typing({}, stored, 'name', 'Bücher'), later, 'name', 'Bücher, Seminare');
    expect(chosen(draft, later, 'name')).toBe(true);
    expect(merged(draft, later).name).toBe('Bücher, Seminare');
  });

  it('has no clash where others typed the same', () => {
    const draft = typing({}, stored, 'name', 'Bücher');
    expect(clashing(draft, { ...stored, name: 'Bücher' })).toEqual([]);
  });

  it('keeps what was typed while the rest was saved', () => {
    const sent = typing({}, stored, 'name', 'Bücher');
    const saved = merged(sent, stored);
    expect(after(sent, saved)).toEqual({});
    const more = typing(sent, stored, 'name', 'Bücher und mehr');
    expect(merged(after(more, saved), saved).name).toBe('Bücher und mehr');
    expect(clashing(after(more, saved), saved)).toEqual([]);
  });
});
