/** Amounts of one kind, one for each column, in minor units. */
export interface Series {
  id: string;
  name: string;
  /** A colour of the palette, as CSS takes it. */
  colour: string;
  minor: bigint[];
}

/** A part of a column: from and to in minor units, of which series. */
export interface Bar {
  of: number;
  from: number;
  to: number;
}

/**
 * Puts the values of several series on top of each other, column by column: what is above zero
 * upwards, what is below downwards, so that refunds do not hide payments.
 */
export function stacked(series: bigint[][]): { highest: number; lowest: number; bars: Bar[][] } {
  const columns = series[0]?.length ?? 0;
  let highest = 0;
  let lowest = 0;
  const bars: Bar[][] = [];
  for (let place = 0; place < columns; place++) {
    let up = 0;
    let down = 0;
    const column: Bar[] = [];
    series.forEach((values, of) => {
      // What is drawn may lose digits beyond 2^53; what is read does not.
      const value = Number(values[place] ?? 0n);
      if (value > 0) {
        column.push({ of, from: up, to: up + value });
        up += value;
      } else if (value < 0) {
        column.push({ of, from: down + value, to: down });
        down += value;
      }
    });
    bars.push(column);
    highest = Math.max(highest, up);
    lowest = Math.min(lowest, down);
  }
  return { highest, lowest, bars };
}
