/** A product that somebody was at. */
export interface Place {
  team: string;
  product: string;
}

const KEPT = 'kundenwert.place';

/** Keeps where one is, for the next visit of this browser. */
export function remember(place: Place): void {
  localStorage.setItem(KEPT, JSON.stringify(place));
}

/** Where one was last; null if that is not known. */
export function lastPlace(): Place | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? 'null');
    return kept && typeof kept === 'object' && 'team' in kept && 'product' in kept
      ? (kept as Place)
      : null;
  } catch {
    return null;
  }
}
