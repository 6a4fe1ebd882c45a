import type { Stretch } from "./call.ts";

/** The one function from seconds to pixels. Everything on the axis uses it. */
export interface TimeScale extends Stretch {
  /** In pixels. */
  readonly width: number;
  /** The position of a time, in pixels from the left edge. */
  x(seconds: number): number;
  /** The time at a position. */
  seconds(x: number): number;
}

export function timeScale({ start, end }: Stretch, width: number): TimeScale {
  const perSecond = width / Math.max(end - start, Number.EPSILON);
  return {
    start,
    end,
    width,
    x: (seconds) => (seconds - start) * perSecond,
    seconds: (x) => start + x / perSecond,
  };
}

/** The position and the width of a stretch, cut off at the edges. Undefined if it is not in view. */
export function span(
  scale: TimeScale,
  { start, end }: Stretch,
): { x: number; width: number } | undefined {
  if (end < scale.start || start > scale.end) return undefined;
  const x = Math.max(scale.x(start), 0);
  return { x, width: Math.min(scale.x(end), scale.width) - x };
}

const STEPS = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600];

/** The least distance between the labels of the ruler, in pixels. */
const LABEL_DISTANCE = 96;

export interface Tick {
  readonly seconds: number;
  /** Every second line has no label. */
  readonly isLabelled: boolean;
}

/** The lines of the ruler. */
export function ticks(scale: TimeScale, labelDistance = LABEL_DISTANCE): Tick[] {
  if (scale.width <= 0) return [];
  const perPixel = (scale.end - scale.start) / scale.width;
  const step = STEPS.find((seconds) => seconds / perPixel >= labelDistance) ?? STEPS.at(-1)!;
  const line = step / 2;
  const first = Math.ceil(scale.start / line);
  const last = Math.floor(scale.end / line);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => ({
    seconds: (first + index) * line,
    isLabelled: (first + index) % 2 === 0,
  }));
}
