/** The one-time token of a mail's link: it stands in the fragment, which no server gets to log. */
export function token(): string {
  return window.location.hash.slice(1);
}
