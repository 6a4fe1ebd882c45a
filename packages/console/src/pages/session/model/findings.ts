import { clock } from "../../../text/times.ts";
import type { Stretch, ToolCall, Turn } from "./call.ts";
import { SIDE_NAMES } from "./call.ts";
import { sideOf } from "./events.ts";
import { type Fault, type Heard, lengthOf, longestWaitOf } from "./heard.ts";
import type { SpokenStretch } from "./speech.ts";
import type { Track } from "./tracks.ts";

/** Something worth a look, in words. */
export interface Finding {
  readonly kind: "fault" | "wait" | "unanswered" | "talk-over" | "tool" | "place";
  readonly text: string;
  /** Where it is, in seconds from the start of the session. */
  readonly at: number;
}

/** A shorter wait is not worth a look, in seconds. */
const LONG_WAIT = 4;
/** A shorter silence after the last words of the caller does not count as unanswered, in seconds. */
const UNANSWERED = 5;

/** What is wrong with a call or worth a look: faults first, then in order of kind. */
export function findingsOf(call: {
  readonly heard: Heard;
  readonly speech: readonly SpokenStretch[];
  readonly tracks: readonly Track[];
  readonly tools: readonly ToolCall[];
}): Finding[] {
  const { heard, speech, tracks, tools } = call;
  const findings: Finding[] = heard.faults.map((fault) => ({
    kind: "fault",
    text: faultText(fault),
    at: fault.start,
  }));
  for (const track of tracks.filter(({ isPlaceUnknown }) => isPlaceUnknown)) {
    const text = `The start time of ${track.name} is unknown`;
    findings.push({ kind: "place", text, at: track.start });
  }
  const unanswered = unansweredWait(speech, tracks);
  if (unanswered) {
    const text = `No response in the last ${secondsText(lengthOf(unanswered))}`;
    findings.push({ kind: "unanswered", text, at: unanswered.start });
  }
  const wait = longestWaitOf(heard.waits);
  if (wait && lengthOf(wait) >= LONG_WAIT) {
    const text = `Longest wait ${secondsText(lengthOf(wait))} at ${clock(wait.start)}`;
    findings.push({ kind: "wait", text, at: wait.start });
  }
  const [first] = heard.talkOvers;
  if (first) {
    const total = heard.talkOvers.reduce((sum, place) => sum + lengthOf(place), 0);
    const places = heard.talkOvers.length;
    const text = `Talk-over ${secondsText(total)} in ${places} ${places === 1 ? "place" : "places"}`;
    findings.push({ kind: "talk-over", text, at: first.start });
  }
  const errors = tools.filter(({ error }) => error !== undefined);
  if (errors[0]) {
    const text = `${errors.length} tool ${errors.length === 1 ? "error" : "errors"}`;
    findings.push({ kind: "tool", text, at: errors[0].at });
  }
  return findings;
}

export const secondsText = (seconds: number): string => `${seconds.toFixed(1)} s`;

/** A fault in words. */
export function faultText({ kind, channel, start, end, detail, track }: Fault): string {
  if (kind === "dead_channel") {
    const side = sideOf(channel);
    const until = end >= track.end - 0.5 ? "to the end" : `to ${clock(end)}`;
    return `${side ? `${SIDE_NAMES[side]} channel` : "Channel"} silent from ${clock(start)} ${until}`;
  }
  return detail.replace(/\.$/, "");
}

/** The silence at the end of the last track, if the caller spoke last and got no response. */
function unansweredWait(
  speech: readonly SpokenStretch[],
  tracks: readonly Track[],
): Stretch | undefined {
  const end = tracks.at(-1)?.end;
  const last = speech.reduce<SpokenStretch | undefined>(
    (latest, spoken) => (latest && latest.end >= spoken.end ? latest : spoken),
    undefined,
  );
  if (end === undefined || last?.channel !== "user" || end - last.end < UNANSWERED)
    return undefined;
  return { start: last.end, end };
}

/** Where the findings lead to in order of time, each place once: for the key that goes to the next one. */
export function placesOf(findings: readonly Finding[], heard: Heard, tools: readonly ToolCall[]) {
  const places = [
    ...findings.map(({ at }) => at),
    ...heard.talkOvers.map(({ start }) => start),
    ...heard.waits
      .filter((wait) => lengthOf(wait) >= LONG_WAIT && wait.to === "agent")
      .map(({ start }) => start),
    ...tools.filter(({ error }) => error !== undefined).map(({ at }) => at),
  ];
  return [...new Set(places)].sort((one, other) => one - other);
}

/** How much of a turn can't be heard, because its channel has no sound. */
export function soundOf(
  turn: Turn,
  dead: readonly Fault[],
): "none" | { cutAt: number } | undefined {
  const fault = dead.find(
    ({ channel, start, end }) =>
      sideOf(channel) === turn.side && start < turn.end && end > turn.start,
  );
  if (!fault) return undefined;
  return fault.start <= turn.start + 0.5 ? "none" : { cutAt: fault.start };
}
