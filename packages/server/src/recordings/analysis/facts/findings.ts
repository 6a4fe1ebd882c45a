import type { AudioFindingWire } from "syllable-contract";
import type { Placement, SessionAxis, StatedPlacement } from "./axis.js";
import { deadChannelFindings } from "./dead-channel.js";
import { driftFindings } from "./drift.js";
import { findingAt, inSeconds } from "./finding.js";
import { lengthFinding, type PlacedRecording } from "./length.js";
import { totalOf } from "./segments.js";
import type { RecordingSound } from "./sound.js";
import { MIN_CLIPPED_MS, MIN_CLIPPED_SHARE, SIMULTANEOUS_MS } from "./thresholds.js";

/** A recording in which faults are looked for. */
export interface Examined {
  /** Its channels have the names of the placement. */
  readonly sound: RecordingSound;
  readonly placement: Placement;
  readonly stated: StatedPlacement;
  /** Whether the file ends in the middle of its audio. */
  readonly isCut: boolean;
}

/** The possible faults of a recording. `all` are the recordings of its session. */
export function findingsOf(
  { sound, placement, stated, isCut }: Examined,
  all: readonly PlacedRecording[],
  session: SessionAxis,
): AudioFindingWire[] {
  const { durationMs } = sound;
  const { alignment } = placement;
  const own = all.find((recording) => recording.placement === placement)!;
  const length = lengthFinding(own, all, session);
  return [
    ...deadChannelFindings(sound, placement, session),
    ...(alignment ? driftFindings(alignment, durationMs, stated.startMs) : []),
    ...(length ? [length] : []),
    ...cutFinding(sound, isCut, length),
    ...clippingFindings(sound),
  ];
}

/** A file is cut if its bytes end early, or if it ends in the middle of speech before the session does. */
function cutFinding(
  { channels, durationMs }: RecordingSound,
  isCut: boolean,
  length: AudioFindingWire | undefined,
): AudioFindingWire[] {
  const place = { startMs: durationMs, endMs: durationMs };
  if (isCut) return [findingAt("cut", place, "The file ends in the middle of its audio.")];
  const speaker = channels.find(
    ({ segments }) => durationMs - (segments.at(-1)?.endMs ?? 0) < SIMULTANEOUS_MS,
  );
  const endsBeforeSession = length?.start_ms === Math.round(durationMs);
  if (!speaker || !endsBeforeSession) return [];
  const detail = "The recording ends in the middle of speech, before the session ends.";
  return [findingAt("cut", place, detail, speaker.name)];
}

const clippingFindings = ({ channels, durationMs }: RecordingSound): AudioFindingWire[] =>
  channels.flatMap(({ name, segments, clippedMs, clippedAt }) => {
    const leastMs = Math.max(MIN_CLIPPED_MS, MIN_CLIPPED_SHARE * totalOf(segments));
    if (clippedMs < leastMs) return [];
    const place = clippedAt ?? { startMs: 0, endMs: durationMs };
    const detail = `The signal is at full scale for ${inSeconds(clippedMs)}.`;
    return [findingAt("clipping", place, detail, name)];
  });
