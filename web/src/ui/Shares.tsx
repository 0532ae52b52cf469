import { percent } from './format';
import styles from './Shares.module.css';

/** A part of a whole. */
export interface Share {
  name: string;
  /** The number that is drawn. */
  value: number;
  /** The number that is read. */
  shown: string;
  /** A colour of the palette, as CSS takes it. */
  colour: string;
}

/**
 * Parts of a whole as one bar with its list: the list says everything, the bar shows it. A single
 * part needs no bar.
 */
export function Shares({ title, parts }: { title: string; parts: Share[] }) {
  const sum = parts.reduce((all, part) => all + Math.max(0, part.value), 0);
  const drawn = parts.filter((part) => part.value > 0);
  return (
    <figure className={styles.figure}>
      <figcaption>{title}</figcaption>
      {drawn.length > 1 && (
        <div className={styles.bar} aria-hidden>
          {drawn.map((part) => (
            <div
              key={part.colour}
              style={{ flexGrow: part.value / sum, background: part.colour }}
            />
          ))}
        </div>
      )}
      <ul className={styles.list}>
        {parts.map((part) => (
          <li key={part.colour}>
            <span className={styles.dot} style={{ background: part.colour }} aria-hidden />
            {part.name}
            <span className="number">
              {part.shown}
              {drawn.length > 1 && part.value >= 0 && (
                <span className="muted"> {percent(part.value / sum)}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
