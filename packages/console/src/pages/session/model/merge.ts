import type { Stretch } from "./call.ts";
import { span, type TimeScale } from "./time-scale.ts";

/** Marks that are close together. */
export interface Cluster<Mark> {
  readonly x: number;
  readonly marks: readonly [Mark, ...Mark[]];
}

/** Merges marks that are closer than a distance, so that each one is visible and can be clicked. */
export function cluster<Mark extends { readonly at: number }>(
  marks: readonly Mark[],
  scale: TimeScale,
  distance: number,
): Cluster<Mark>[] {
  const clusters: { x: number; marks: [Mark, ...Mark[]] }[] = [];
  for (const mark of marks) {
    if (mark.at < scale.start || mark.at > scale.end) continue;
    const x = scale.x(mark.at);
    const last = clusters.at(-1);
    if (last && x - last.x < distance) last.marks.push(mark);
    else clusters.push({ x, marks: [mark] });
  }
  return clusters;
}

/**
 * The blocks of stretches in pixels, at most one for each pixel: those that touch become one. The time to draw them does
 * not depend on their number.
 */
export function blocks(
  stretches: readonly Stretch[],
  scale: TimeScale,
  leastWidth: number,
): { x: number; width: number }[] {
  const merged: { x: number; width: number }[] = [];
  for (const stretch of stretches) {
    const found = span(scale, stretch);
    if (!found) continue;
    const width = Math.max(found.width, leastWidth);
    const last = merged.at(-1);
    if (last && found.x - (last.x + last.width) < 1) {
      last.width = Math.max(last.width, found.x + width - last.x);
    } else {
      merged.push({ x: found.x, width });
    }
  }
  return merged;
}
