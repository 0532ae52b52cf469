import { useSyncExternalStore } from 'react';

/** Something that is chosen in this browser, out of few. */
export interface Choice<T extends string> {
  readonly options: readonly T[];
  get: () => T;
  set: (value: T) => void;
  subscribe: (listener: () => void) => () => void;
}

/** A choice that is kept in this browser; the fallback holds until somebody chooses. */
export function choice<T extends string>(
  key: string,
  options: readonly T[],
  fallback: () => T,
): Choice<T> {
  const listeners = new Set<() => void>();
  return {
    options,
    get: () => {
      const kept = localStorage.getItem(key);
      return options.find((option) => option === kept) ?? fallback();
    },
    set: (value) => {
      localStorage.setItem(key, value);
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A choice as it is now. */
export function useChoice<T extends string>(of: Choice<T>): T {
  return useSyncExternalStore(of.subscribe, of.get);
}
