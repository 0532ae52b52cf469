/**
 * Where a reader stands in a list that may be longer than the longest element a browser can show.
 *
 * The scroll bar belongs to an element of at most {@link LONGEST} pixels. While the list is shorter,
 * its pixels are the list's. A longer list is moved by true pixels with wheel, keys and touch, and
 * by the share of the bar when somebody drags it; at rest the bar is put where the share says.
 */

/** Chromium ends at 33.5 million pixels, Firefox at about half of that. */
export const LONGEST = 8_000_000;

export interface Measures {
  /** Height of the whole list in pixels. */
  list: number;
  /** Height of what is seen of it. */
  view: number;
}

/** Height of the element whose scroll bar is used. */
export function spacer({ list }: Measures): number {
  return Math.min(list, LONGEST);
}

const reach = (height: number, view: number) => Math.max(height - view, 0);

/** The list's offset after the bar went from one place to another. */
export function moved(offset: number, from: number, to: number, measures: Measures): number {
  const { list, view } = measures;
  const most = reach(list, view);
  const bar = reach(spacer(measures), view);
  if (most === bar) return Math.min(to, most);
  if (to <= 0) return 0;
  if (to >= bar) return most;
  const delta = to - from;
  // More than three views at once is nobody's wheel: the bar was dragged, or Home or End pressed.
  if (Math.abs(delta) > 3 * view) return (to / bar) * most;
  return Math.min(Math.max(offset + delta, 0), most);
}

/** Where the bar stands for an offset of the list. */
export function barFor(offset: number, measures: Measures): number {
  const most = reach(measures.list, measures.view);
  if (most === 0) return 0;
  const share = Math.min(Math.max(offset / most, 0), 1);
  return Math.round(share * reach(spacer(measures), measures.view));
}

/** How far to scroll sideways until a cell is seen in the room beside the pinned ones. */
export function sideways(
  cell: { left: number; right: number },
  room: { left: number; right: number },
): number {
  if (cell.left < room.left) return cell.left - room.left;
  // One that is wider than the room is seen from its beginning.
  return Math.max(Math.min(cell.right - room.right, cell.left - room.left), 0);
}
