import type { ChannelName, Speech } from "syllable-sdk/models/components";
import type { Stretch } from "./call.ts";
import type { Track } from "./tracks.ts";

/** Where someone speaks, on the axis of the session. In order of time. */
export interface SpokenStretch extends Stretch {
  readonly channel: ChannelName;
}

/** The speech of all tracks, in order of time. */
export function speechOf(
  speeches: readonly { readonly track: Track; readonly speech: Speech }[],
): SpokenStretch[] {
  return speeches
    .flatMap(({ track, speech }) =>
      speech.channels.flatMap(({ name, segments }) =>
        segments.map(({ startMs, endMs }) => ({
          channel: name,
          start: track.start + startMs / 1_000,
          end: track.start + endMs / 1_000,
        })),
      ),
    )
    .sort((one, other) => one.start - other.start);
}

/** A stretch in which nobody speaks, and who spoke before and after it. */
export interface Silence extends Stretch {
  readonly before: ChannelName | undefined;
  readonly after: ChannelName | undefined;
}

/** The stretches of a track in which nobody speaks. */
export function silencesOf(speech: readonly SpokenStretch[], track: Stretch): Silence[] {
  const silences: Silence[] = [];
  let end = track.start;
  let before: ChannelName | undefined;
  for (const spoken of speech) {
    if (spoken.end <= track.start || spoken.start >= track.end) continue;
    if (spoken.start > end)
      silences.push({ start: end, end: spoken.start, before, after: spoken.channel });
    if (spoken.end > end) {
      end = spoken.end;
      before = spoken.channel;
    }
  }
  if (track.end > end) silences.push({ start: end, end: track.end, before, after: undefined });
  return silences;
}

/** How long a silence is before it is shown, in seconds. */
export const LONG_SILENCE = 4;

/** How a long silence is shown: a wait for the agent has only its length. */
export const isWait = ({ before, after }: Silence): boolean =>
  before === "user" && after === "agent";
