import type { AudioFindingWire } from "syllable-contract";
import type { Alignment } from "./alignment.js";
import type { Placement, SessionAxis } from "./axis.js";
import { findingAt, inSeconds } from "./finding.js";
import { gapOf } from "./fit.js";
import { lengthOf, totalOf, unionOf } from "./segments.js";
import { LENGTH_MARGIN, LENGTH_MARGIN_MS } from "./thresholds.js";

/** A recording on the axis of its session. */
export interface PlacedRecording {
  readonly placement: Placement;
  readonly durationMs: number;
}

/**
 * Whether a recording is shorter or longer than its session. A drift and gaps do not count, because
 * they are separate findings. Of several recordings, the last one reports what all of them lack.
 */
export function lengthFinding(
  recording: PlacedRecording,
  all: readonly PlacedRecording[],
  session: SessionAxis,
): AudioFindingWire | undefined {
  const { durationMs } = recording;
  const spans = all.map(spanOf);
  const own = spanOf(recording);
  const isLast = spans.every(({ endMs }) => endMs <= own.endMs);
  const expectedMs = session.durationMs;
  if (expectedMs === undefined) {
    return isLast ? transcriptAfter(recording, own.endMs, session) : undefined;
  }
  const marginMs = Math.max(LENGTH_MARGIN_MS, LENGTH_MARGIN * expectedMs);
  const excessMs = lengthOf(own) - expectedMs;
  if (excessMs > marginMs) {
    const place = { startMs: durationMs - excessMs, endMs: durationMs };
    return findingAt(
      "length",
      place,
      `The recording is ${inSeconds(excessMs)} longer than the session.`,
    );
  }
  const missingMs = expectedMs - totalOf(unionOf(spans));
  if (!isLast || missingMs <= marginMs) return undefined;
  const earliestMs = Math.min(...spans.map(({ startMs }) => startMs));
  const isAtStart = earliestMs - session.startMs > missingMs / 2;
  const at = isAtStart ? 0 : durationMs;
  const subject = all.length === 1 ? "The recording is" : "The recordings together are";
  return findingAt(
    "length",
    { startMs: at, endMs: at },
    `${subject} ${inSeconds(missingMs)} shorter than the session.`,
  );
}

/** For sessions without a duration: whether the transcript continues after the end. */
function transcriptAfter(
  { placement, durationMs }: PlacedRecording,
  endMs: number,
  { turns }: SessionAxis,
): AudioFindingWire | undefined {
  const { alignment, start } = placement;
  const last = turns.items.at(-1);
  const isPlaced = alignment !== undefined || !start.isEstimated;
  if (!last || !isPlaced || last.atMs - endMs <= LENGTH_MARGIN_MS) return undefined;
  return findingAt(
    "length",
    { startMs: durationMs, endMs: durationMs },
    `The transcript continues for at least ${inSeconds(last.atMs - endMs)} after the end of the recording.`,
  );
}

/** The time that a recording covers, on the clock of the transcript. */
function spanOf({ placement: { start, alignment }, durationMs }: PlacedRecording) {
  const lengthMs = alignment ? alignedLength(alignment, durationMs) : durationMs;
  return { startMs: start.value, endMs: start.value + lengthMs };
}

function alignedLength({ pieces, rate }: Alignment, durationMs: number): number {
  const gapsMs = pieces
    .slice(1)
    .reduce((total, piece, index) => total + gapOf(pieces[index]!, piece), 0);
  return Math.max(0, rate * durationMs + gapsMs);
}
