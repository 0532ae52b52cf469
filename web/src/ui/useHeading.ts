import { type RefObject, useEffect, useRef } from 'react';

/** A page's one heading: it gets the focus when the page opens, so that screen readers tell of it. */
export function useHeading(title: string, context?: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = [title, context, 'Kundenwert'].filter(Boolean).join(' · ');
  }, [title, context]);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  return heading;
}
