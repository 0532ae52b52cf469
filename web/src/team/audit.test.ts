import { describe, expect, it } from 'vitest';
import { auditFile, auditQuery } from './audit';

describe('a search of the audit log', () => {
  it('asks for whole days, the last one among them', () => {
    const { from, to } = auditQuery({ from: '2026-03-01', to: '2026-03-01' });
    expect(from).toBe(new Date(2026, 2, 1).toISOString());
    expect(to).toBe(new Date(2026, 2, 2).toISOString());
  });

  it('asks for nothing where the address says nothing that it understands', () => {
    const query = auditQuery({ from: 'gestern' });
    expect(Object.values(query).filter((value) => value !== undefined)).toEqual([]);
  });

  it('asks for one record by its kind and id', () => {
    expect(auditQuery({ record: 'customer:4711' })).toMatchObject({
      subjectType: 'customer',
      subjectId: '4711',
    });
  });

  it('is had as a file with the same conditions as the list', () => {
    const search = { about: 'import', user: 'u', to: '2026-03-01', record: 'customer:4711' };
    const { href, whole } = auditFile('t', search);
    expect(whole).toBe(false);
    const { to } = auditQuery(search);
    expect(Object.fromEntries(new URL(href, 'http://x').searchParams)).toEqual({
      format: 'csv',
      action: 'import',
      userId: 'u',
      to,
      subjectType: 'customer',
      subjectId: '4711',
    });
    // What the list takes for no condition is none for the file.
    expect(auditFile('t', { from: 'gestern', about: '' })).toEqual({
      href: '/api/v1/teams/t/audit/export?format=csv',
      whole: true,
    });
  });
});
