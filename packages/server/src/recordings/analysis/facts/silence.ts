import type { RecordingAudioFactsWire } from "syllable-contract";
import type { Segment } from "../pcm.js";
import { gapsBetween, lengthOf, totalOf, unionOf } from "./segments.js";
import type { RecordingSound } from "./sound.js";

/** When nobody speaks on any channel. */
export function silenceOf({
  channels,
  durationMs,
}: RecordingSound): RecordingAudioFactsWire["silence"] {
  const speech = unionOf(channels.flatMap(({ segments }) => segments));
  const silences = gapsBetween(speech, durationMs);
  const longest = silences.reduce<Segment | undefined>(
    (found, silence) => (found && lengthOf(found) >= lengthOf(silence) ? found : silence),
    undefined,
  );
  return {
    total_ms: Math.round(totalOf(silences)),
    longest_ms: longest ? Math.round(lengthOf(longest)) : 0,
    longest_start_ms: longest ? Math.round(longest.startMs) : null,
  };
}
