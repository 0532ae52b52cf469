import { createContext, type ReactNode, use, useEffect, useRef } from 'react';
import styles from './Page.module.css';

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

/** A page: its one heading gets the focus when it opens, so that screen readers tell of it. */
export function Page({ title, context, note, action, children }: Props) {
  const frameNote = use(FrameNote);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = [title, context, 'Kundenwert'].filter(Boolean).join(' · ');
  }, [title, context]);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
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
