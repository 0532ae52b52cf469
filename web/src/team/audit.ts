/** What of the audit log is looked for, as it stands in the address. */
export interface AuditSearch {
  /** Kind of what was done. */
  about?: string;
  user?: string;
  product?: string;
  /** First and last day, yyyy-mm-dd. */
  from?: string;
  to?: string;
  /** One record: its kind, a colon, its id. */
  record?: string;
}

/** What is offered to choose from: what actions begin with. */
export const KINDS = [
  'import',
  'mapping-template',
  'customer',
  'bulk-change',
  'cleanup',
  'view',
  'product',
  'member',
  'invitation',
  'team',
  'api-key',
  'account',
] as const;

/** The search as the API takes it; days are those of the browser's time zone. */
export function auditQuery(search: AuditSearch) {
  const [subjectType, subjectId] = search.record?.split(':') ?? [];
  return {
    action: search.about,
    userId: search.user,
    productId: search.product,
    from: midnight(search.from, 0),
    // The last day is one of them.
    to: midnight(search.to, 1),
    subjectType,
    subjectId,
  };
}

/** Where the log is to be had as a file: the entries that the search shows, or all of them. */
export function auditFile(teamId: string, search: AuditSearch): { href: string; whole: boolean } {
  const query = new URLSearchParams({ format: 'csv' });
  for (const [name, value] of Object.entries(auditQuery(search))) {
    if (value) query.set(name, value);
  }
  return {
    href: `/api/v1/teams/${encodeURIComponent(teamId)}/audit/export?${query}`,
    whole: query.size === 1,
  };
}

function midnight(day: string | undefined, later: number): string | undefined {
  const date = new Date(`${day ?? ''}T00:00:00`);
  if (Number.isNaN(date.getTime())) return undefined;
  date.setDate(date.getDate() + later);
  return date.toISOString();
}

/** Enough of an id to tell records apart: its end, since ids of one day begin alike. */
export function shortId(id: string): string {
  return id.slice(-8);
}
