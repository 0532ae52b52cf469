import { queryOptions } from '@tanstack/react-query';
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

export function importsQuery(teamId: string, productId: string) {
  return queryOptions({
    queryKey: ['imports', teamId, productId],
    queryFn: () =>
      data(
        api.GET('/api/v1/teams/{teamId}/imports', {
          params: { path: { teamId }, query: { productId, limit: 100 } },
        }),
      ),
    refetchInterval: (query) =>
      query.state.data?.items.some((each) => isRunning(each) || each.run?.undo?.status === 'undoing')
        ? 2_000
        : false,
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

/** Where a product's amounts come from. */
export function sourcesQuery(path: { teamId: string; productId: string }) {
  return queryOptions({
    queryKey: ['customers', path, 'sources'],
    queryFn: () =>
      data(
        api.GET('/api/v1/teams/{teamId}/products/{productId}/sources', { params: { path } }),
      ),
  });
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

/**
 * Uploads a file as a stream: fetch does not tell how far it is.
 *
 * @throws ApiError for a refusal, or without a problem if the connection broke
 */
export function upload(
  address: string,
  file: File,
  fields: Record<string, string>,
  onSent: (sent: Sent) => void,
  signal: AbortSignal,
): Promise<ImportState> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    // Last, so that the fields are known before the first byte.
    form.append('file', file);
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('X-XSRF-TOKEN', csrfToken());
    request.setRequestHeader('Accept-Language', document.documentElement.lang);
    request.setRequestHeader('Idempotency-Key', crypto.randomUUID());
    request.upload.addEventListener('progress', (event) =>
      onSent({ sent: Math.min(event.loaded, file.size), size: file.size }),
    );
    request.addEventListener('load', () => {
      const body: unknown = JSON.parse(request.responseText || 'null');
      if (request.status === 201) resolve(body as ImportState);
      else reject(new ApiError(problemOf(body, request.status)));
    });
    request.addEventListener('error', () => reject(new ApiError(null)));
    request.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
    signal.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}
