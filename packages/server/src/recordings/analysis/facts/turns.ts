import { parseDateTime, type SessionTranscriptionWire } from "syllable-contract";
import {
  MIN_WHOLE_SECOND_TURNS,
  TURN_TOLERANCE_MS,
  WHOLE_SECOND_TOLERANCE_MS,
} from "./thresholds.js";

export type Source = "user" | "agent";

/** A turn of the transcript that claims speech. */
export interface Turn {
  /** When it began, in milliseconds since 1970. */
  readonly atMs: number;
  readonly source: Source;
}

/** The turns of a transcript, and how exact their times are. */
export interface Turns {
  /** In order of time. */
  readonly items: readonly Turn[];
  /** How far the time of a turn may be from its speech. */
  readonly toleranceMs: number;
}

/** Further turns are ignored: 3,000 turns are about ten hours of conversation. */
const MAX_TURNS = 3_000;

/**
 * The turns of the user and the agent that claim speech. A time in whole seconds was rounded down:
 * on average, its turn began half a second later.
 */
export function turnsOf(transcription: SessionTranscriptionWire["transcription"]): Turns {
  const items = transcription
    .flatMap(({ timestamp, source, text }): Turn[] => {
      const micros = parseDateTime(timestamp);
      if (micros === undefined || !text?.trim() || !isSource(source)) return [];
      return [{ atMs: micros / 1_000, source }];
    })
    .sort((one, other) => one.atMs - other.atMs)
    .slice(0, MAX_TURNS);
  const isWhole =
    items.length >= MIN_WHOLE_SECOND_TURNS && items.every(({ atMs }) => atMs % 1_000 === 0);
  if (!isWhole) return { items, toleranceMs: TURN_TOLERANCE_MS };
  return {
    items: items.map((turn) => ({ ...turn, atMs: turn.atMs + 500 })),
    toleranceMs: WHOLE_SECOND_TOLERANCE_MS,
  };
}

const isSource = (source: string | null | undefined): source is Source =>
  source === "user" || source === "agent";
