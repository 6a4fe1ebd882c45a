/**
 * A quantile of numbers, interpolated linearly between the two nearest ones, as spreadsheets do.
 * @param q from 0 to 1; 0.5 is the median
 * @returns NaN if there are no numbers
 */
export function quantile(values: readonly number[], q: number): number {
  const sorted = Float64Array.from(values).sort();
  const position = (sorted.length - 1) * q;
  const below = Math.floor(position);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[below + 1] ?? low;
  return low + (high - low) * (position - below);
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
