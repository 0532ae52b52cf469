import type { CSSProperties } from 'react';
import { CUSTOMER } from './columns';

/** Where the keys are in the grid. The headings are the row before the first. */
export interface Place {
  row: number;
  column: number;
}

export const HEADINGS = -1;

export function cellId(grid: string, { row, column }: Place): string {
  return `${grid}-${row}-${column}`;
}

/** Says of an element which cell of the grid it is, and whether the keys are there. */
export type CellOf = (
  row: number,
  column: number,
) => { id: string; 'aria-colindex': number; 'data-active': true | undefined };

export function cellsOf(grid: string, active: Place | null): CellOf {
  return (row, column) => ({
    id: cellId(grid, { row, column }),
    'aria-colindex': column + 1,
    'data-active': (active?.row === row && active.column === column) || undefined,
  });
}

/** The cell that something in it happened to. */
export function cellAround(target: EventTarget): Place | null {
  const cell = target instanceof Element ? target.closest('[aria-colindex]') : null;
  const row = cell?.closest('[aria-rowindex]');
  return cell && row
    ? {
        row: Number(row.getAttribute('aria-rowindex')) - 2,
        column: Number(cell.getAttribute('aria-colindex')) - 1,
      }
    : null;
}

/** What makes a cell as wide as its column; the customer's own has room to grow unless it has a width. */
export function widthOf(id: string, width: number | undefined): CSSProperties | undefined {
  if (width === undefined) return undefined;
  // It is pinned: on a narrow screen it must leave room for what passes behind it.
  return id === CUSTOMER ? { flex: 'none', width, maxWidth: '60vw' } : { width };
}
