import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { ApiError, api, csrfToken, data, problemOf } from '../api/client';
import type { components } from '../api/generated/import-service';

export type ImportState = components['schemas']['ImportState'];
export type Analysis = NonNullable<ImportState['analysis']>;
export type Run = NonNullable<ImportState['run']>;
export type Question = Analysis['questions'][number];
export type ImportChange = components['schemas']['ImportChange'];
export type Choice = Analysis['mapping']['columns'][number];

const ENDED = new Set(['finished', 'cancelled', 'failed']);
const RUNNING = new Set(['starting', 'publishing', 'merging']);

/** Whether a run is under way. */
export function isRunning(state: ImportState): boolean {
  return RUNNING.has(state.status);
}

/** Whether a run has ended, however. */
export function hasEnded(state: ImportState): boolean {
  return ENDED.has(state.status);
}

async function importsPage(teamId: string, productId: string, after?: string) {
  return data(
    api.GET('/api/v1/teams/{teamId}/imports', {
      params: { path: { teamId }, query: { productId, limit: 100, after } },
    }),
  );
}

/** Whether an import is worth looking at again soon. */
function isBusy(state: ImportState): boolean {
  return isRunning(state) || state.run?.undo?.status === 'undoing';
}

/** The last imports of a product. */
export function importsQuery(teamId: string, productId: string) {
  return queryOptions({
    queryKey: ['imports', teamId, productId],
    queryFn: () => importsPage(teamId, productId),
    refetchInterval: (query) => (query.state.data?.items.some(isBusy) ? 2_000 : false),
  });
}

/** All imports of a product, page by page. */
export function allImportsQuery(teamId: string, productId: string) {
  return infiniteQueryOptions({
    queryKey: ['imports', teamId, productId, 'all'],
    queryFn: ({ pageParam }) => importsPage(teamId, productId, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    refetchInterval: (query) =>
      query.state.data?.pages.some((page) => page.items.some(isBusy)) ? 2_000 : false,
  });
}

export function importQuery(teamId: string, importId: string) {
  return queryOptions({
    queryKey: ['import', teamId, importId],
    queryFn: () =>
      data(
        api.GET('/api/v1/teams/{teamId}/imports/{importId}', {
          params: { path: { teamId, importId } },
        }),
      ),
    // Hints say when it has changed; between them a run tells how far it is.
    refetchInterval: ({ state: { data: known } }) =>
      known && (isUnderWay(known) || isCompared(known)) ? 1_000 : false,
  });
}

/** The source that files were imported into last; null if none was. */
export function lastSource(sources: { name: string; lastImportAt?: string }[]): string | null {
  const [last] = sources
    .filter((each) => each.lastImportAt)
    .sort((a, b) => Date.parse(b.lastImportAt ?? '') - Date.parse(a.lastImportAt ?? ''));
  return last?.name ?? sources.at(-1)?.name ?? null;
}

/** Whether the server is at work on an import: reads it, looks at it, imports it or takes it back. */
export function isUnderWay(state: ImportState): boolean {
  return (
    state.status === 'uploaded' ||
    isRunning(state) ||
    (state.dryRun != null && !state.dryRun.endedAt) ||
    state.run?.undo?.status === 'undoing'
  );
}

/** Whether the server still looks for what a file has in common with earlier imports. */
function isCompared({ overlap }: ImportState): boolean {
  return overlap != null && !overlap.complete && overlap.answer !== 'add';
}

/** What is known of what a start would do: only a finished dry run has seen every row. */
export interface Expected {
  taken: number;
  leftOut: number;
  /** Those of them that can be corrected: what was imported before needs nothing. */
  toCorrect: number;
}

export function expected({ analysis, dryRun }: Pick<ImportState, 'analysis' | 'dryRun'>): Expected {
  const rows = analysis?.rows ?? 0;
  if (dryRun?.status !== 'finished') return { taken: rows, leftOut: 0, toCorrect: 0 };
  const { rejected, rejectedByCode } = dryRun.counts;
  return {
    taken: (dryRun.rows ?? rows) - rejected,
    leftOut: rejected,
    toCorrect: rejected - (rejectedByCode['row-known'] ?? 0),
  };
}

/** Changes mapping, answers, format or the meaning of amounts. */
export function change(
  teamId: string,
  importId: string,
  body: ImportChange,
): Promise<ImportState> {
  return data(
    api.PUT('/api/v1/teams/{teamId}/imports/{importId}/mapping', {
      params: { path: { teamId, importId } },
      body,
    }),
  );
}

/** How far an upload is. */
export interface Sent {
  sent: number;
  size: number;
}

/** The connection broke while a file was sent. */
export class UploadBroke extends ApiError {
  readonly at: Sent;

  constructor(at: Sent) {
    super(null);
    this.at = at;
  }
}

/** Whether sending the same file once more may help: not after a refusal of what is in it. */
export function canSendAgain(failure: unknown): boolean {
  if (!(failure instanceof ApiError)) return false;
  const { status, code } = failure;
  return (
    status === 0 || status >= 500 || [401, 408, 429].includes(status) || code === 'upload-broken'
  );
}

const METER_MILLIS = 5_000;

/** Tells bytes per second over the last seconds; nothing in the first one. */
export function meter(): (sent: number, now: number) => number | null {
  let seen: { sent: number; now: number }[] = [];
  return (sent, now) => {
    seen = [...seen.filter((each) => each.now > now - METER_MILLIS), { sent, now }];
    const first = seen[0] ?? { sent, now };
    const millis = now - first.now;
    return millis < 1_000 ? null : Math.round(((sent - first.sent) * 1_000) / millis);
  };
}

/**
 * Uploads a file as a stream: fetch does not tell how far it is.
 *
 * @param key the same for another attempt: a file that had arrived becomes one import, not two
 * @throws ApiError for a refusal, {@link UploadBroke} if the connection broke
 */
export function upload(
  address: string,
  file: File,
  fields: Record<string, string>,
  key: string,
  onSent: (sent: Sent) => void,
  signal: AbortSignal,
): Promise<ImportState> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    // Last, so that the fields are known before the first byte.
    form.append('file', file);
    const at: Sent = { sent: 0, size: file.size };
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('X-XSRF-TOKEN', csrfToken());
    request.setRequestHeader('Accept-Language', document.documentElement.lang);
    request.setRequestHeader('Idempotency-Key', key);
    request.upload.addEventListener('progress', (event) => {
      at.sent = Math.min(event.loaded, file.size);
      onSent({ ...at });
    });
    request.addEventListener('load', () => {
      const body = parsed(request.responseText);
      if (request.status === 201 && body !== null) resolve(body as ImportState);
      else reject(new ApiError(problemOf(body, request.status)));
    });
    request.addEventListener('error', () => reject(new UploadBroke(at)));
    request.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
    signal.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

/** What an answer says; null for what is no JSON, as a proxy's own pages are not. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
