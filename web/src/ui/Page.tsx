import type { ReactNode } from 'react';
import styles from './Page.module.css';
import { useHeading } from './useHeading';

interface Props {
  title: string;
  /** What stands before the name of the application in the browser's tab. */
  context?: string;
  note?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}

/** A page with its heading, and what can be done there. */
export function Page({ title, context, note, action, children }: Props) {
  const heading = useHeading(title, context);
  return (
    <>
      <header className={styles.header}>
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {note && <p className={styles.note}>{note}</p>}
        </div>
        {action}
      </header>
      {children}
    </>
  );
}
