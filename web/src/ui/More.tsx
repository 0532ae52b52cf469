import type { ReactNode } from 'react';

interface Props {
  /** A list that is read page by page. */
  of: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage: () => Promise<unknown>;
  };
  children: ReactNode;
}

/** Reads the next page of a list. It keeps the focus while it does, and is gone once all is read. */
export function More({ of, children }: Props) {
  if (!of.hasNextPage) return null;
  return (
    <button
      type="button"
      aria-disabled={of.isFetchingNextPage}
      onClick={() => {
        if (!of.isFetchingNextPage) void of.fetchNextPage();
      }}
    >
      {children}
    </button>
  );
}
