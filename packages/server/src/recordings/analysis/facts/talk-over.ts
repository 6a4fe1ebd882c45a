import type { RecordingAudioFactsWire } from "syllable-contract";
import { type Overlap, overlapsOf } from "./overlaps.js";
import { type RecordingSound, speakersOf } from "./sound.js";
import { SIMULTANEOUS_MS } from "./thresholds.js";

/** When both speakers talk at the same time, and who yielded. */
export function talkOverOf(sound: RecordingSound): RecordingAudioFactsWire["talk_over"] {
  const speakers = speakersOf(sound);
  if (!speakers) return [];
  return overlapsOf(speakers).map((overlap) => ({
    start_ms: Math.round(overlap.startMs),
    end_ms: Math.round(overlap.endMs),
    yielded: yieldedIn(overlap),
  }));
}

/** Who stopped first while the other went on; null if both stopped at the same time. */
export function yieldedIn({ first, second }: Overlap): string | null {
  if (Math.abs(first.endMs - second.endMs) < SIMULTANEOUS_MS) return null;
  return first.endMs < second.endMs ? first.speaker : second.speaker;
}
