import { useLocation } from '@tanstack/react-router';

/**
 * The one-time token of a mail's link: it stands in the fragment, which no server gets to log. It
 * may come while the page is open already.
 */
export function useToken(): string {
  return useLocation({ select: (location) => location.hash });
}
