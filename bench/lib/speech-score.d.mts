import type { SyntheticCall } from "./synthetic-calls.mjs";

interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** In milliseconds, positive if the detected speech is late. */
export interface CallScore {
  readonly onsets: number[];
  readonly ends: number[];
  readonly gaps: number[];
  /** Utterances that were not found. Their errors are infinite. */
  readonly missed: number;
  /** Segments in which nobody speaks. */
  readonly spurious: number;
}

/** Compares the detected speech of each channel with what is said in a call. */
export function scoreCall(call: SyntheticCall, segments: readonly (readonly Span[])[]): CallScore;

/** A percentile of the absolute values. */
export function percentile(errors: readonly number[], share: number): number;

/** The number of 10 ms frames, and of those in which both lists agree. */
export function agreement(
  expected: readonly Span[],
  found: readonly Span[],
  durationMs: number,
): { frames: number; same: number };
