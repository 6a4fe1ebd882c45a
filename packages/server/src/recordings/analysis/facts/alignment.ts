import type { Segment } from "../pcm.js";
import { type Fit, fitTurns } from "./fit.js";
import { type Assignment, assignmentsOf, onsetsOf } from "./onsets.js";
import { type PlacedPart, type PlacePartRequest, placePart } from "./place-part.js";
import type { RecordingSound } from "./sound.js";
import { MIN_CONFIDENCE } from "./thresholds.js";
import type { Turns } from "./turns.js";

/** What is known before the sound is compared with the turns. */
export interface Expectation {
  /** When the recording starts, in milliseconds since 1970. */
  readonly startMs: number;
  /** Whether the client stated the start. */
  readonly isStated: boolean;
  /** The names of the channels, if they were stated. */
  readonly names: readonly string[] | undefined;
}

/** How the turns of a transcript fit the sound of a recording. */
export interface Alignment extends Fit {
  readonly assignment: Assignment;
  /** The probability that the place on the time axis is right. */
  readonly confidence: number;
  /** The probability that the assignment is right. */
  readonly assignmentConfidence: number;
}

/** The longest part that is placed at once. At a rate between two searched ones, its ends stay within the tolerance. */
const MAX_PART_MS = 300_000;
/** A part with this many onsets is long enough: its place is certain, and the search is faster than in a longer part. */
const MAX_PART_ONSETS = 200;
/** How many parts of a long recording are tried. */
const MAX_PARTS = 8;
const BEYOND_DOUBT = 0.999;
/** A shorter part has too few onsets. */
const MIN_PART_MS = 10_000;

/**
 * Places the sound of a recording on the time axis of the transcript.
 * @returns undefined if the place is not certain: there are too few turns, or they do not fit the sound
 */
export function align(
  sound: RecordingSound,
  turns: Turns,
  { startMs, isStated, names }: Expectation,
): Alignment | undefined {
  const { channels, durationMs } = sound;
  const best = bestPart(durationMs, {
    turns,
    onsets: onsetsOf(channels, channels.length === 1),
    assignments: assignmentsOf(channels.length, names),
    expectedStartMs: startMs,
    isStated,
  });
  if (!best || best.confidence < MIN_CONFIDENCE) return undefined;
  const { assignment, confidence, assignmentConfidence } = best;
  const onsets = onsetsOf(channels, assignment.user === assignment.agent);
  const fit = fitTurns({ turns, onsets, assignment, durationMs }, best);
  return fit && { ...fit, assignment, confidence, assignmentConfidence };
}

/** The most certain place of a part. The search ends at the first part whose place is beyond doubt. */
function bestPart(durationMs: number, request: PlacePartRequest): PlacedPart | undefined {
  let best: PlacedPart | undefined;
  const onsets = request.onsets.reduce((sum, { length }) => sum + length, 0);
  for (const part of partsOf(durationMs, onsets)) {
    const placed = placePart(request, part);
    if (placed && placed.confidence > (best?.confidence ?? 0)) best = placed;
    if (best && best.confidence > BEYOND_DOUBT) break;
  }
  return best;
}

/**
 * The parts of a recording to place: the whole if it is short, and smaller parts, because a gap or
 * a channel that dies may be in the middle.
 */
function partsOf(durationMs: number, onsets: number): Segment[] {
  const denseMs = (durationMs * MAX_PART_ONSETS) / Math.max(1, onsets);
  const whole = Math.min(durationMs, MAX_PART_MS, Math.max(MIN_PART_MS, denseMs));
  return [whole, whole / 2, whole / 3].flatMap((lengthMs) => {
    if (lengthMs < MIN_PART_MS && lengthMs < whole) return [];
    const count = Math.min(MAX_PARTS, Math.ceil(durationMs / lengthMs));
    return Array.from({ length: count }, (_, index) => {
      const startMs = count === 1 ? 0 : ((durationMs - lengthMs) * index) / (count - 1);
      return { startMs, endMs: startMs + lengthMs };
    });
  });
}
