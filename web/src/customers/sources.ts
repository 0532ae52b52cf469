import { type Amount, money } from '../ui/format';
import type { Share } from '../ui/Shares';

/** So many sources of a product have a colour of their own; the others share one. */
export const COLOURED = 6;

/** A source of a product; they come in the order of their making. */
export interface Source {
  sourceId: string;
}

/** The place of a source among a product's; the others' common one from the seventh on. */
export function placeOf(sources: Source[], sourceId: string): number {
  const place = sources.findIndex((each) => each.sourceId === sourceId);
  return place < 0 ? COLOURED : Math.min(place, COLOURED);
}

/** A colour by its place: the same for a source wherever it is shown, whatever else is shown there. */
export function colourAt(place: number): string {
  return place < COLOURED ? `var(--source-${place + 1})` : 'var(--line-strong)';
}

/** Amounts by source as parts of a whole, in the order of the sources; the seventh and more as one. */
export function sharesOf(
  amounts: { sourceId: string; name: string; net: Amount }[],
  sources: Source[],
  others: string,
): Share[] {
  const shares: Share[] = [];
  for (let place = 0; place <= COLOURED; place++) {
    const here = amounts.filter((each) => placeOf(sources, each.sourceId) === place);
    const [first] = here;
    if (!first) continue;
    const minor = here.reduce((sum, each) => sum + BigInt(each.net.minor), 0n).toString();
    shares.push({
      name: here.length === 1 ? first.name : others,
      value: Number(minor),
      shown: money({ minor, currency: first.net.currency }),
      colour: colourAt(place),
    });
  }
  return shares;
}
