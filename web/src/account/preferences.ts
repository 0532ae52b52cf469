import { choice } from '../ui/choice';

/** How lists are shown: in one scroll, or in pages, which assistive technology reads better. */
export const listMode = choice('kundenwert.list', ['scroll', 'pages'], () =>
  // On small screens pages, whose rows become cards.
  window.matchMedia('(max-width: 599px)').matches ? 'pages' : 'scroll',
);

/** How close the rows of long lists stand. */
export const density = choice('kundenwert.density', ['comfortable', 'compact'], () =>
  // Wide screens are there to show much; fingers need room.
  window.matchMedia('(min-width: 1200px) and (pointer: fine)').matches ? 'compact' : 'comfortable',
);

/** Whether single keys do something; they can get in the way of speech input (WCAG 2.1.4). */
export const singleKeys = choice('kundenwert.keys', ['on', 'off'], () => 'on');
