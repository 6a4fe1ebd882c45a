import type { Segment } from "../pcm.js";

/** What was measured on one channel of a recording. */
export interface ChannelSound {
  /** `user`, `agent`, `mixed`, or `channel_1` and so on if it is not known who is heard. */
  readonly name: string;
  /** The speech segments, in order of time and without overlaps. */
  readonly segments: readonly Segment[];
  /** The root mean square of all samples. Full scale is 1. */
  readonly rms: number;
  /** The largest absolute sample value. Full scale is 1. */
  readonly peak: number;
  readonly clippedMs: number;
  /** From the first clipped sample to the last, if that is known. */
  readonly clippedAt?: Segment;
}

/** What was measured in a recording. */
export interface RecordingSound {
  readonly channels: readonly ChannelSound[];
  readonly durationMs: number;
}

/**
 * The two channels whose conversation is measured: the user and the agent, or both channels if it is not
 * known which is which. Undefined for a recording that does not separate them.
 */
export function speakersOf({
  channels,
}: RecordingSound): readonly [ChannelSound, ChannelSound] | undefined {
  const user = channels.find(({ name }) => name === "user");
  const agent = channels.find(({ name }) => name === "agent");
  if (user && agent) return [user, agent];
  const [one, other] = channels;
  return channels.length === 2 ? [one!, other!] : undefined;
}
