import type { AudioFindingWire } from "syllable-contract";
import type { Segment } from "../pcm.js";

/** A finding in a segment of a recording. Its times are rounded to milliseconds. */
export const findingAt = (
  kind: AudioFindingWire["kind"],
  { startMs, endMs }: Segment,
  detail: string,
  channel?: string,
): AudioFindingWire => ({
  kind,
  ...(channel !== undefined && { channel }),
  start_ms: Math.max(0, Math.round(startMs)),
  end_ms: Math.max(0, Math.round(endMs)),
  detail,
});

/** A duration in seconds, such as `3.0 s`. */
export const inSeconds = (ms: number): string => `${(Math.abs(ms) / 1_000).toFixed(1)} s`;
