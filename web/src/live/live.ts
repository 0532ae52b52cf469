import type { QueryClient } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import type { components } from '../api/generated/notification-service';

export type Hint = components['schemas']['LiveHint'];

/** So many milliseconds after a refusal the stream is asked for again. */
const AGAIN = 15_000;

const listeners = new Set<(hint: Hint) => void>();

function hear(hint: Hint): void {
  for (const listener of listeners) listener(hint);
}

/**
 * Follows a team's hints. A browser has one stream for it, however many tabs are open: the tab that
 * has the lock reads it and tells the others. When that tab is closed another one takes over.
 *
 * @returns ends it
 */
export function follow(teamId: string): () => void {
  const name = `kundenwert.live.${teamId}`;
  const channel = new BroadcastChannel(name);
  channel.addEventListener('message', (event: MessageEvent<Hint>) => hear(event.data));
  const ended = new AbortController();
  const read = () =>
    new Promise<void>((resolve) => {
      let source: EventSource;
      let again: ReturnType<typeof setTimeout>;
      const connect = () => {
        source = new EventSource(`/api/v1/teams/${teamId}/events`);
        source.addEventListener('hint', (event) => {
          const hint = JSON.parse((event as MessageEvent<string>).data) as Hint;
          hear(hint);
          channel.postMessage(hint);
        });
        source.addEventListener('error', () => {
          // After a break the browser comes back by itself, after a refusal it does not.
          if (source.readyState === EventSource.CLOSED) again = setTimeout(connect, AGAIN);
        });
      };
      connect();
      ended.signal.addEventListener('abort', () => {
        clearTimeout(again);
        source.close();
        resolve();
      });
    });
  // Without a secure context there are no locks: each tab reads for itself.
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) void read();
  locks
    ?.request(name, { signal: ended.signal }, () => (ended.signal.aborted ? undefined : read()))
    .catch(() => {
      // The page went before it was its turn.
    });
  return () => {
    ended.abort();
    channel.close();
  };
}

/** The keys of what is to be asked for again after a hint. */
export function stale(hint: Hint, teamId: string): unknown[][] {
  switch (hint.kind) {
    case 'imports':
      return [
        ['imports', teamId, hint.productId],
        ['import', teamId, hint.importId],
      ];
    case 'inbox':
      return [['inbox', teamId]];
    case 'session':
      return [['session'], ['members', teamId]];
    case 'customers':
      // Lists do not move under their reader: they say that there is something new.
      return [];
    default:
      return [['imports', teamId], ['import', teamId], ['inbox', teamId], ['session']];
  }
}

function apply(hint: Hint, teamId: string, queries: QueryClient): void {
  for (const queryKey of stale(hint, teamId)) void queries.invalidateQueries({ queryKey });
}

/** Hints of the same import come several a second: they are heeded once in so many milliseconds. */
const PACE = 1_000;

/** What passes hints on, those of an import no faster than the pace, and the last one always. */
export function paced(pass: (hint: Hint) => void): (hint: Hint) => void {
  const waiting = new Map<string, Hint | null>();
  const take = (hint: Hint) => {
    if (hint.kind !== 'imports') return pass(hint);
    const key = hint.importId ?? '';
    if (waiting.has(key)) {
      waiting.set(key, hint);
      return;
    }
    pass(hint);
    waiting.set(key, null);
    setTimeout(() => {
      const last = waiting.get(key);
      waiting.delete(key);
      if (last) take(last);
    }, PACE);
  };
  return take;
}

/** Keeps what is shown of a team up to date. */
export function useLive(teamId: string | undefined): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!teamId) return undefined;
    const listener = paced((hint) => apply(hint, teamId, queries));
    listeners.add(listener);
    const end = follow(teamId);
    return () => {
      listeners.delete(listener);
      end();
    };
  }, [teamId, queries]);
}

/**
 * Calls back when customers of a product have changed, and when they may have, unheard: a stream
 * begins with a hint at everything, also the one that comes back after a break.
 */
export function useCustomersChanged(
  productId: string,
  changed: () => void,
  perhapsChanged: () => void,
): void {
  const callback = useEffectEvent((hint: Hint) => {
    if (hint.kind === 'all') perhapsChanged();
    else if (hint.kind === 'customers' && hint.productId === productId) changed();
  });
  useEffect(() => {
    const listener = (hint: Hint) => callback(hint);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
}
