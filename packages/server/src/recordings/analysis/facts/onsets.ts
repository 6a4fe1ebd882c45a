import type { Segment } from "../pcm.js";
import { joinPauses } from "./segments.js";
import type { ChannelSound } from "./sound.js";
import { PHRASE_PAUSE_MS, TURN_PAUSE_MS } from "./thresholds.js";

/**
 * When someone begins a turn on each channel, in milliseconds from the start of the recording: after a pause, or
 * after someone else spoke. If everyone is on one channel, any pause may separate two speakers.
 */
export function onsetsOf(channels: readonly ChannelSound[], isMixed: boolean): number[][] {
  if (isMixed) return channels.map(({ segments }) => segments.map(({ startMs }) => startMs));
  return channels.map((channel) => {
    const others = channels.filter((other) => other !== channel).map(({ segments }) => segments);
    const stretches = joinPauses(channel.segments, PHRASE_PAUSE_MS);
    return stretches
      .filter(({ startMs }, index) => {
        const pause = { startMs: stretches[index - 1]?.endMs ?? 0, endMs: startMs };
        const isLong = index === 0 || pause.endMs - pause.startMs >= TURN_PAUSE_MS;
        return isLong || others.some((segments) => hasSpeechIn(segments, pause));
      })
      .map(({ startMs }) => startMs);
  });
}

/** Whether one of the segments, which are in order, begins or goes on in a pause. */
function hasSpeechIn(segments: readonly Segment[], { startMs, endMs }: Segment): boolean {
  const index = firstIndex(segments, (segment) => segment.endMs > startMs);
  return index < segments.length && segments[index]!.startMs < endMs;
}

/** The onsets, which are in order, from one moment to another, both included. */
export function onsetsBetween(
  onsets: readonly number[],
  fromMs: number,
  toMs: number,
): readonly number[] {
  const start = firstIndex(onsets, (onset) => onset >= fromMs);
  let end = start;
  while (end < onsets.length && onsets[end]! <= toMs) end++;
  return onsets.slice(start, end);
}

/** The first index whose item meets a condition that all later items meet as well. */
function firstIndex<T>(items: readonly T[], meets: (item: T) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (meets(items[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The indexes of the channels on which the user and the agent are heard. They are equal if both are on one channel. */
export interface Assignment {
  readonly user: number | undefined;
  readonly agent: number | undefined;
}

/** Channels beyond these are not considered: each pair of channels is an assignment to compare. */
const MAX_CHANNELS = 6;

/**
 * Every possible assignment.
 * @param names the names of the channels, if they are known
 */
export function assignmentsOf(
  channels: number,
  names: readonly string[] | undefined,
): Assignment[] {
  if (names) {
    const mixed = names.indexOf("mixed");
    const indexOf = (name: string) => {
      const index = names.indexOf(name);
      return index >= 0 ? index : mixed >= 0 ? mixed : undefined;
    };
    return [{ user: indexOf("user"), agent: indexOf("agent") }];
  }
  if (channels === 1) {
    return [
      { user: 0, agent: 0 },
      { user: 0, agent: undefined },
      { user: undefined, agent: 0 },
    ];
  }
  const indexes = Array.from({ length: Math.min(channels, MAX_CHANNELS) }, (_, index) => index);
  return indexes.flatMap((user) =>
    indexes.filter((agent) => agent !== user).map((agent) => ({ user, agent })),
  );
}

/** The names of the channels of an assignment. */
export function namesOf({ user, agent }: Assignment, channels: number): string[] {
  return Array.from({ length: channels }, (_, index) => {
    if (user === index) return agent === index ? "mixed" : "user";
    return agent === index ? "agent" : unnamed(index);
  });
}

export const unnamed = (index: number): string => `channel_${index + 1}`;
