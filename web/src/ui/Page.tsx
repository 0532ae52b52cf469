import { createContext, type ReactNode, use } from 'react';
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

/** What the frame has to say of every page within, under its heading. */
export const FrameNote = createContext<ReactNode>(undefined);

/** A page with its heading, and what can be done there. */
export function Page({ title, context, note, action, children }: Props) {
  const frameNote = use(FrameNote);
  const heading = useHeading(title, context);
  return (
    <>
      <header className={styles.header}>
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {note && <p className={styles.note}>{note}</p>}
          {frameNote && <p className={styles.note}>{frameNote}</p>}
        </div>
        {action}
      </header>
      {children}
    </>
  );
}
