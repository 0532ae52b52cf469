import createClient, { type Middleware } from 'openapi-fetch';
import type { paths as CreditPaths } from './generated/credit-service';
import type { paths as CustomerPaths } from './generated/customer-service';
import type { paths as ImportPaths } from './generated/import-service';
import type { paths as NotificationPaths } from './generated/notification-service';
import type { paths as TeamPaths } from './generated/team-service';

type Paths = TeamPaths & CustomerPaths & ImportPaths & CreditPaths & NotificationPaths;

/** A refusal as every service words it (RFC 9457). */
export interface Problem {
  status: number;
  code: string;
  title: string;
  detail?: string;
  params?: Record<string, unknown>;
  correlationId?: string;
}

/** What a call threw: the server's problem, or none if nobody answered. */
export class ApiError extends Error {
  readonly problem: Problem | null;

  constructor(problem: Problem | null) {
    super(problem?.title ?? 'no answer');
    this.problem = problem;
  }

  get status(): number {
    return this.problem?.status ?? 0;
  }

  get code(): string {
    return this.problem?.code ?? 'no-answer';
  }
}

/** The token that the gateway expects with each change; it cannot be read by other sites. */
export function csrfToken(): string {
  return /(?:^|; )XSRF-TOKEN=([^;]*)/.exec(document.cookie)?.[1] ?? '';
}

const SAFE = new Set(['GET', 'HEAD']);

const headers: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', document.documentElement.lang);
    if (!SAFE.has(request.method)) {
      request.headers.set('X-XSRF-TOKEN', csrfToken());
    }
    return request;
  },
};

/** The API of this origin, typed by its descriptions. */
export const api = createClient<Paths>({
  baseUrl: window.location.origin,
  // Looked up for each request: whoever replaces it is asked.
  fetch: (request) => fetch(request),
});
api.use(headers);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The data of a successful answer. Whatever else comes is thrown as an {@link ApiError}. */
export async function data<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') {
      throw failure;
    }
    throw new ApiError(null);
  }
  if (answer.response.ok) {
    return answer.data as T;
  }
  throw new ApiError(problemOf(answer.error, answer.response.status));
}

/** A problem out of an answer's body, whoever made it. */
export function problemOf(body: unknown, status: number): Problem {
  if (typeof body === 'object' && body !== null && 'code' in body) {
    return body as Problem;
  }
  return { status, code: 'unknown', title: `HTTP ${status}` };
}

/** Calls that the gateway answers itself and that stand in no service's description. */
export async function gateway(path: string, body: unknown): Promise<void> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Accept-Language': document.documentElement.lang,
        'X-XSRF-TOKEN': csrfToken(),
      },
      body: JSON.stringify(body),
    });
  } catch {
    throw new ApiError(null);
  }
  if (!response.ok) {
    throw new ApiError(problemOf(await response.json().catch(() => null), response.status));
  }
}
