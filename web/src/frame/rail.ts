import { choice } from '../ui/choice';

/** How wide the navigation is; where there is little room it begins with icons alone. */
export const rail = choice('kundenwert.rail', ['wide', 'narrow'], () =>
  window.matchMedia('(max-width: 1100px)').matches ? 'narrow' : 'wide',
);
