import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, use } from 'react';
import { type Customer, sourcesQuery, type Where } from './customers';
import styles from './SourceShares.module.css';

/** The sources of the product in their order: each one has the colour of its place. */
const SourceOrder = createContext<readonly string[]>([]);

const NONE: readonly string[] = [];

/** Tells all within it which colour a source of the product has: read once, not by each row. */
export function InSourceColours({
  where,
  whole,
  children,
}: {
  where: Where;
  /** Whether the person sees where values come from. */
  whole: boolean;
  children: ReactNode;
}) {
  const sources = useQuery({
    ...sourcesQuery(where),
    enabled: whole,
    select: ({ items }) => items.map((source) => source.sourceId),
  });
  return <SourceOrder value={sources.data ?? NONE}>{children}</SourceOrder>;
}

/** What of a customer's value comes from where: named, and drawn where a product has several. */
export function SourceShares({ sources }: { sources: Customer['sources'] }) {
  const order = use(SourceOrder);
  // What is drawn may lose digits beyond 2^53; what came back is not drawn.
  const shares = sources.filter((source) => Number(source.net.minor) > 0);
  const colour = (id: string) => `var(--source-${(Math.max(order.indexOf(id), 0) % 6) + 1})`;
  return (
    <span className={styles.sources}>
      {order.length > 1 && shares.length > 0 && (
        <span className={styles.bar} aria-hidden>
          {shares.map((source) => (
            <span
              key={source.sourceId}
              style={{ flexGrow: Number(source.net.minor), background: colour(source.sourceId) }}
            />
          ))}
        </span>
      )}
      <span className={styles.names}>{sources.map((source) => source.name).join(', ')}</span>
    </span>
  );
}
