import type { Segment } from "../pcm.js";
import { joinPauses } from "./segments.js";
import type { ChannelSound } from "./sound.js";
import { MIN_TALK_OVER_MS, PHRASE_PAUSE_MS } from "./thresholds.js";

/** A stretch of speech and its speaker. */
export interface Stretch extends Segment {
  readonly speaker: string;
}

/** A period in which both speakers talk: their stretches, in the order in which they began. */
export interface Overlap extends Segment {
  readonly first: Stretch;
  readonly second: Stretch;
}

export type Speakers = readonly [ChannelSound, ChannelSound];

/** The stretches of a speaker. Pauses inside a phrase do not end a stretch. */
export const stretchesOf = ({ name, segments }: ChannelSound): Stretch[] =>
  joinPauses(segments, PHRASE_PAUSE_MS).map((segment) => ({ ...segment, speaker: name }));

/** The periods in which both speakers talk for at least `MIN_TALK_OVER_MS`, in order of time. */
export function overlapsOf([one, other]: Speakers): Overlap[] {
  const [ours, theirs] = [stretchesOf(one), stretchesOf(other)];
  const overlaps: Overlap[] = [];
  for (let i = 0, j = 0; i < ours.length && j < theirs.length; ) {
    const [a, b] = [ours[i]!, theirs[j]!];
    const startMs = Math.max(a.startMs, b.startMs);
    const endMs = Math.min(a.endMs, b.endMs);
    const [first, second] = a.startMs <= b.startMs ? [a, b] : [b, a];
    if (endMs - startMs >= MIN_TALK_OVER_MS) overlaps.push({ startMs, endMs, first, second });
    if (a.endMs < b.endMs) i++;
    else j++;
  }
  return overlaps;
}
