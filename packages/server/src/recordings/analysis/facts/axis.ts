import { type Alignment, align } from "./alignment.js";
import { namesOf, unnamed } from "./onsets.js";
import type { RecordingSound } from "./sound.js";
import { MIN_CONFIDENCE } from "./thresholds.js";
import { timeOf } from "./track.js";
import type { Turns } from "./turns.js";

/** The session of a recording. Times are in milliseconds since 1970. */
export interface SessionAxis {
  readonly startMs: number;
  /** Undefined if it is not known. */
  readonly durationMs: number | undefined;
  readonly turns: Turns;
}

/** What the client stated about a recording. */
export interface StatedPlacement {
  /** In milliseconds since 1970. */
  readonly startMs?: number | undefined;
  readonly names?: readonly string[] | undefined;
}

/** A value that was stated, or estimated with a confidence from 0 to 1. 0 is the default. */
export interface Estimate<T> {
  readonly value: T;
  readonly isEstimated: boolean;
  readonly confidence: number | undefined;
}

/** Where a recording lies on the axis of its session, and who is heard on its channels. */
export interface Placement {
  /** In milliseconds since 1970. */
  readonly start: Estimate<number>;
  readonly names: Estimate<readonly string[]>;
  /** How the transcript fits the sound; undefined if that is not certain. */
  readonly alignment: Alignment | undefined;
}

/**
 * Places a recording on the axis of its session. What was not stated is estimated from the onsets of turns
 * and of speech. If the estimate is not certain, the recording starts with the session.
 */
export function placeRecording(
  sound: RecordingSound,
  session: SessionAxis,
  stated: StatedPlacement,
): Placement {
  const names = stated.names?.length === sound.channels.length ? stated.names : undefined;
  const expectation = {
    startMs: stated.startMs ?? session.startMs,
    isStated: stated.startMs !== undefined,
    names,
  };
  const alignment = align(sound, session.turns, expectation);
  return {
    start:
      stated.startMs === undefined
        ? estimatedStart(alignment, session)
        : { value: stated.startMs, isEstimated: false, confidence: undefined },
    names: names
      ? { value: names, isEstimated: false, confidence: undefined }
      : estimatedNames(alignment, sound.channels.length),
    alignment,
  };
}

function estimatedStart(
  alignment: Alignment | undefined,
  { startMs }: SessionAxis,
): Estimate<number> {
  if (!alignment) return { value: startMs, isEstimated: true, confidence: 0 };
  const { pieces, confidence } = alignment;
  return { value: Math.round(timeOf(pieces[0]!.line, 0)), isEstimated: true, confidence };
}

function estimatedNames(
  alignment: Alignment | undefined,
  channels: number,
): Estimate<readonly string[]> {
  const confidence = alignment?.assignmentConfidence ?? 0;
  if (alignment && confidence >= MIN_CONFIDENCE) {
    return { value: namesOf(alignment.assignment, channels), isEstimated: true, confidence };
  }
  const value =
    channels === 1 ? ["mixed"] : Array.from({ length: channels }, (_, index) => unnamed(index));
  return { value, isEstimated: true, confidence: 0 };
}
