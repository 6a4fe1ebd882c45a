/** An axis from 0 to its last tick. */
export interface Scale {
  readonly ticks: readonly number[];
  readonly max: number;
}

const STEPS = [1, 2, 2.5, 5, 10] as const;
const MOST_TICKS = 4;

/** A scale whose ticks are round numbers and that has room for the greatest value. Counts have no fractions. */
export function scaleFor(greatest: number, isCount = false): Scale {
  const least = greatest > 0 ? greatest / MOST_TICKS : 1;
  const power = 10 ** Math.floor(Math.log10(least));
  const round = STEPS.find((step) => step * power >= least * (1 - 1e-9)) ?? 10;
  const step = isCount ? Math.max(1, Math.ceil(round * power)) : round * power;
  const steps = Math.max(1, Math.ceil(greatest / step - 1e-9));
  const ticks = Array.from({ length: steps + 1 }, (_, index) => index * step);
  return { ticks, max: ticks.at(-1) as number };
}

/** Positions moved apart so that each is at least a distance below the one before it, and none is below the end. */
export function spread(positions: readonly number[], distance: number, end: number): number[] {
  const placed: number[] = [];
  for (const position of positions) {
    placed.push(Math.max(position, (placed.at(-1) ?? Number.NEGATIVE_INFINITY) + distance));
  }
  let limit = end;
  for (let index = placed.length - 1; index >= 0; index--) {
    placed[index] = Math.min(placed[index] as number, limit);
    limit = (placed[index] as number) - distance;
  }
  return placed;
}

/** The indexes of ticks that fit: as many as there is room for, evenly. */
export function fittingTicks(
  ticks: readonly (string | undefined)[],
  width: number,
  widthOfOne: number,
): number[] {
  const all = ticks.flatMap((tick, index) => (tick === undefined ? [] : [index]));
  const step = Math.max(1, Math.ceil((all.length * widthOfOne) / Math.max(width, widthOfOne)));
  return all.filter((_, index) => index % step === 0);
}
