import type { AudioFindingWire } from "syllable-contract";
import type { Segment } from "../pcm.js";
import type { Placement, SessionAxis } from "./axis.js";
import { findingAt } from "./finding.js";
import { gapsBetween, lengthOf } from "./segments.js";
import type { ChannelSound, RecordingSound } from "./sound.js";
import { DEAD_MARGIN_MS, MIN_DEAD_MS, MIN_DEAD_TURNS } from "./thresholds.js";
import type { Source } from "./turns.js";

/** A turn of the transcript, and where its speech is expected. */
interface ExpectedTurn {
  readonly source: Source;
  /** From the start of the recording. */
  readonly soundMs: number;
}

/** The silences of a channel in which the transcript has turns of it. The channels have the names of the placement. */
export function deadChannelFindings(
  sound: RecordingSound,
  placement: Placement,
  session: SessionAxis,
): AudioFindingWire[] {
  const expected = expectedTurnsOf(placement, session);
  return sound.channels.flatMap((channel) =>
    silencesToCheck(channel, sound.durationMs, placement).flatMap((silence) => {
      const count = expectedTurnsIn(silence, channel, expected, sound.durationMs);
      if (count < MIN_DEAD_TURNS) return [];
      const detail =
        channel.segments.length === 0
          ? `This channel has no speech, but the transcript has ${count} turns.`
          : `This channel has no speech here, but the transcript has ${count} turns.`;
      return findingAt("dead_channel", silence, detail, channel.name);
    }),
  );
}

/** Without an alignment, only a channel that is silent throughout is certain to be dead. */
function silencesToCheck(
  { segments }: ChannelSound,
  durationMs: number,
  { alignment }: Placement,
): Segment[] {
  if (segments.length === 0) return [{ startMs: 0, endMs: durationMs }];
  if (!alignment) return [];
  return gapsBetween(segments, durationMs).filter((silence) => lengthOf(silence) >= MIN_DEAD_MS);
}

function expectedTurnsOf({ alignment, start }: Placement, { turns }: SessionAxis): ExpectedTurn[] {
  if (!alignment) {
    return turns.items.map(({ atMs, source }) => ({ source, soundMs: atMs - start.value }));
  }
  return alignment.pieces.flatMap((piece) =>
    piece.turns.map(({ turn: { source }, soundMs }) => ({ source, soundMs })),
  );
}

/** The number of turns in a silence, without those that may belong to the speech around it. */
function expectedTurnsIn(
  { startMs, endMs }: Segment,
  { name }: ChannelSound,
  expected: readonly ExpectedTurn[],
  durationMs: number,
): number {
  const from = startMs === 0 ? 0 : startMs + DEAD_MARGIN_MS;
  const until = endMs === durationMs ? endMs : endMs - DEAD_MARGIN_MS;
  const inside = expected.filter(({ soundMs }) => soundMs >= from && soundMs < until);
  const count = (source: Source) => inside.filter((turn) => turn.source === source).length;
  if (name === "mixed") return inside.length;
  if (name === "user" || name === "agent") return count(name);
  // It is not known whose channel it is.
  return Math.min(count("user"), count("agent"));
}
