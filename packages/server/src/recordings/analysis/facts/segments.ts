import type { Segment } from "../pcm.js";

/** Joins segments of one channel that a pause shorter than `pauseMs` separates. */
export function joinPauses(segments: readonly Segment[], pauseMs: number): Segment[] {
  const joined: Segment[] = [];
  for (const { startMs, endMs } of segments) {
    const last = joined.at(-1);
    if (last && startMs - last.endMs < pauseMs) {
      joined[joined.length - 1] = {
        startMs: last.startMs,
        endMs: Math.max(last.endMs, endMs),
      };
    } else joined.push({ startMs, endMs });
  }
  return joined;
}

/** The times that at least one of the segments covers. */
export const unionOf = (segments: readonly Segment[]): Segment[] =>
  joinPauses(
    [...segments].sort((one, other) => one.startMs - other.startMs),
    // Segments that touch are joined too.
    Number.MIN_VALUE,
  );

/** The times from 0 to `durationMs` that no segment covers. `segments` are in order and without overlaps. */
export function gapsBetween(segments: readonly Segment[], durationMs: number): Segment[] {
  const gaps: Segment[] = [];
  let startMs = 0;
  for (const segment of segments) {
    if (segment.startMs > startMs) {
      gaps.push({ startMs, endMs: Math.min(segment.startMs, durationMs) });
    }
    startMs = Math.max(startMs, segment.endMs);
  }
  if (startMs < durationMs) gaps.push({ startMs, endMs: durationMs });
  return gaps;
}

export const lengthOf = ({ startMs, endMs }: Segment): number => endMs - startMs;

export const totalOf = (segments: readonly Segment[]): number =>
  segments.reduce((total, segment) => total + lengthOf(segment), 0);
