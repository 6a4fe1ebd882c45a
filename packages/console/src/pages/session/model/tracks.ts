import type { ChannelName, Recording } from "syllable-sdk/models/components";
import type { Stretch } from "./call.ts";

/** A recording on the axis of its session. */
export interface Track extends Stretch {
  readonly name: string;
  readonly recording: Recording;
  readonly channels: readonly ChannelName[];
  /** Whether its start is neither stated nor estimated, and it is shown after the track before it. */
  readonly isPlaceUnknown: boolean;
}

/**
 * The recordings that can be heard, in order of time. Recordings without a known start would all lie at the
 * start of the session: they follow one another instead.
 * @param fallback the duration of a recording of unknown duration, in seconds
 */
export function tracksOf(
  recordings: readonly Recording[],
  sessionStart: Date,
  fallback: number,
): Track[] {
  const placed = recordings
    .filter(({ state }) => state === "ready")
    .map((recording) => {
      const startedAt = recording.startedAt ?? sessionStart;
      const start = (startedAt.getTime() - sessionStart.getTime()) / 1_000;
      const isDefault = !recording.startedAt || recording.startedAtConfidence === 0;
      return { recording, start, isDefault, length: recording.seconds ?? fallback };
    })
    .sort((one, other) => one.start - other.start);
  const tracks: Track[] = [];
  for (const { recording, start, isDefault, length } of placed) {
    const before = tracks.at(-1);
    const isPlaceUnknown = isDefault && before !== undefined && start < before.end;
    const from = isPlaceUnknown ? before.end : start;
    tracks.push({
      name: recording.name,
      recording,
      channels: recording.channelNames?.length ? recording.channelNames : ["mixed"],
      start: from,
      end: from + length,
      isPlaceUnknown,
    });
  }
  return tracks;
}

/** The track that is heard at a time: of several, the one that began last. */
export const trackAt = (tracks: readonly Track[], time: number): Track | undefined =>
  tracks.findLast(({ start, end }) => time >= start && time < end);

/** The track that begins next. */
export const trackAfter = (tracks: readonly Track[], time: number): Track | undefined =>
  tracks.find(({ start }) => start >= time);
