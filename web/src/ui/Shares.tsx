import { percent } from './format';
import styles from './Shares.module.css';

/** A part of a whole. */
export interface Share {
  name: string;
  /** The number that is drawn. */
  value: number;
  /** The number that is read. */
  shown: string;
  colour: string;
}

/** Parts of a whole as one bar with its list: the list says everything, the bar shows it. */
export function Shares({ title, parts }: { title: string; parts: Share[] }) {
  const sum = parts.reduce((all, part) => all + Math.max(0, part.value), 0);
  return (
    <figure className={styles.figure}>
      <figcaption>{title}</figcaption>
      <div className={styles.bar} aria-hidden>
        {parts
          .filter((part) => part.value > 0)
          .map((part) => (
            <div
              key={part.name}
              style={{ flexGrow: part.value / sum, background: `var(--${part.colour})` }}
            />
          ))}
      </div>
      <ul className={styles.list}>
        {parts.map((part) => (
          <li key={part.name}>
            <span
              className={styles.dot}
              style={{ background: `var(--${part.colour})` }}
              aria-hidden
            />
            {part.name}
            <span className="number">
              {part.shown}
              {sum > 0 && part.value >= 0 && (
                <span className="muted"> {percent(part.value / sum)}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
