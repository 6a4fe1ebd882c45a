import type { AudioFacts, AudioFinding, ChannelName } from "syllable-sdk/models/components";
import type { Stretch } from "./call.ts";
import type { Track } from "./tracks.ts";

/** The silence between one side and the response of the other. */
export interface Wait extends Stretch {
  readonly from: ChannelName;
  readonly to: ChannelName;
}

/** A possible fault of a recording, on the axis of the session. */
export interface Fault extends Stretch {
  readonly kind: AudioFinding["kind"];
  readonly channel: ChannelName | undefined;
  readonly detail: string;
  readonly track: Track;
}

/** What was heard in all recordings, in seconds from the start of the session. */
export interface Heard {
  readonly waits: readonly Wait[];
  readonly talkOvers: readonly Stretch[];
  readonly faults: readonly Fault[];
}

export function heardIn(facts: AudioFacts | undefined, tracks: readonly Track[]): Heard {
  const placed = (facts?.recordings ?? []).flatMap((recording) => {
    const track = tracks.find(({ name }) => name === recording.name);
    return track ? [{ recording, track, at: (ms: number) => track.start + ms / 1_000 }] : [];
  });
  return {
    waits: placed.flatMap(({ recording, at }) =>
      recording.responseGaps.map(({ from, to, startMs, gapMs }) => ({
        from,
        to,
        start: at(startMs),
        end: at(startMs + gapMs),
      })),
    ),
    talkOvers: placed.flatMap(({ recording, at }) =>
      recording.talkOver.map(({ startMs, endMs }) => ({ start: at(startMs), end: at(endMs) })),
    ),
    faults: placed.flatMap(({ recording, track, at }) =>
      recording.findings.map(({ kind, channel, startMs, endMs, detail }) => ({
        kind,
        channel: channel ?? undefined,
        start: startMs == null ? track.start : at(startMs),
        end: endMs == null ? track.end : at(endMs),
        detail,
        track,
      })),
    ),
  };
}

/** The longest time that the caller waited for a response of the agent. */
export function longestWaitOf(waits: readonly Wait[]): Wait | undefined {
  return waits
    .filter(({ from, to }) => from === "user" && to === "agent")
    .reduce<Wait | undefined>(
      (longest, wait) => (longest && lengthOf(longest) >= lengthOf(wait) ? longest : wait),
      undefined,
    );
}

export const lengthOf = ({ start, end }: Stretch): number => end - start;

/** The stretches in which a channel has no sound although the transcript has speech. */
export const deadStretches = (faults: readonly Fault[]): Fault[] =>
  faults.filter(({ kind }) => kind === "dead_channel");
