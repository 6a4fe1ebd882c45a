import { median } from "./quantiles.js";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** More points are thinned out evenly: each pair of points has a slope. */
const MAX_POINTS = 400;

/**
 * The median of the slopes between all pairs of points (Theil–Sen): up to 29 % of the points may be wrong.
 * @param groups points of different groups are not compared
 * @returns NaN if no two points of a group differ in `x`
 */
export function theilSenSlope(groups: readonly (readonly Point[])[]): number {
  const slopes: number[] = [];
  for (const group of groups) {
    const step = Math.max(1, Math.ceil(group.length / MAX_POINTS));
    const points = group.filter((_, index) => index % step === 0);
    points.forEach((a, index) => {
      for (const b of points.slice(index + 1)) {
        if (a.x !== b.x) slopes.push((b.y - a.y) / (b.x - a.x));
      }
    });
  }
  return median(slopes);
}

/** The standard deviation of normally distributed values, from their median absolute deviation. */
export function robustSpread(values: readonly number[]): number {
  const middle = median(values);
  return 1.4826 * median(values.map((value) => Math.abs(value - middle)));
}
