import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, use } from 'react';
import { type Customer, sourcesQuery, type Where } from './customers';
import { colourAt, placeOf, type Source } from './sources';
import styles from './SourceShares.module.css';

/** The sources of the product in the order of their making, which gives each its colour. */
const Sources = createContext<Source[]>([]);

const NONE: Source[] = [];

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
  const sources = useQuery({ ...sourcesQuery(where), enabled: whole });
  return <Sources value={sources.data?.items ?? NONE}>{children}</Sources>;
}

/** What of a customer's value comes from where: named, and drawn where a product has several. */
export function SourceShares({ sources }: { sources: Customer['sources'] }) {
  const all = use(Sources);
  // What is drawn may lose digits beyond 2^53; what came back is not drawn.
  const shares = sources.filter((source) => Number(source.net.minor) > 0);
  return (
    <span className={styles.sources}>
      {all.length > 1 && shares.length > 0 && (
        <span className={styles.bar} aria-hidden>
          {shares.map((source) => (
            <span
              key={source.sourceId}
              style={{
                flexGrow: Number(source.net.minor),
                background: colourAt(placeOf(all, source.sourceId)),
              }}
            />
          ))}
        </span>
      )}
      <span className={styles.names}>{sources.map((source) => source.name).join(', ')}</span>
    </span>
  );
}
