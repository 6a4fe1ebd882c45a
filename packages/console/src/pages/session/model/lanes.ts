import type { Side } from "./call.ts";
import { sideOf } from "./events.ts";
import type { Track } from "./tracks.ts";

/** Where a channel is drawn and how it is controlled: a lane of a side, or both lanes for a single channel. */
export type LaneName = Side | "mixed";

/** The lane of each channel of a recording, in the order of its channels. Of two unnamed channels, the first is above. */
export function lanesOf({ channels }: Pick<Track, "channels">): LaneName[] {
  const [first, second] = channels.map(sideOf);
  if (channels.length < 2) return [first ?? "mixed"];
  const isSwapped = first === "agent" || second === "caller";
  return isSwapped ? ["agent", "caller"] : ["caller", "agent"];
}

/** The lanes of all recordings, each once: the caller first. */
export function allLanes(tracks: readonly Track[]): LaneName[] {
  const all = new Set(tracks.flatMap(lanesOf));
  return (["caller", "agent", "mixed"] as const).filter((lane) => all.has(lane));
}

/** The name of a lane in words. A lane whose speaker is not known in any recording has a number. */
export function laneTitle(lane: LaneName, tracks: readonly Track[]): string {
  if (lane === "mixed") return "Recording";
  const isUnknown = tracks.length > 0 && tracks.every(({ channels }) => !channels.some(sideOf));
  if (isUnknown && allLanes(tracks).includes(lane))
    return lane === "caller" ? "Channel 1" : "Channel 2";
  return lane === "caller" ? "Caller" : "Agent";
}

/** The name of a channel in words. */
export const channelTitle = (name: string): string =>
  name === "user"
    ? "Caller"
    : name === "agent"
      ? "Agent"
      : name === "mixed"
        ? "Speech"
        : name.replace(/^channel_(\d+)$/, "Channel $1");
