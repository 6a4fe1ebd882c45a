import type { Stretch } from "./call.ts";

/** A shorter silence is heard. In seconds. */
const LEAST_SILENCE = 1;
/** What is heard of a silence before it is skipped, and before the speech after it. In seconds. */
const PADDING = 0.3;

/** Where to continue at a time within a silence. Undefined if nothing is skipped. */
export function skipFrom(silences: readonly Stretch[], time: number): number | undefined {
  const silence = silences.find(({ start, end }) => time >= start && time < end);
  if (!silence || silence.end - silence.start < LEAST_SILENCE) return undefined;
  const until = silence.end - PADDING;
  return time >= silence.start + PADDING && time < until ? until : undefined;
}
