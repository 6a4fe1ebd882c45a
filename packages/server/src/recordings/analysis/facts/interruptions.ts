import type { RecordingAudioFactsWire } from "syllable-contract";
import { type Overlap, overlapsOf, type Stretch, stretchesOf } from "./overlaps.js";
import { lengthOf } from "./segments.js";
import { type RecordingSound, speakersOf } from "./sound.js";
import { yieldedIn } from "./talk-over.js";
import { BACK_CHANNEL_MS, RESUME_MS, SIMULTANEOUS_MS } from "./thresholds.js";

/** When one speaker began while the other was talking, and the other stopped. */
export function interruptionsOf(sound: RecordingSound): RecordingAudioFactsWire["interruptions"] {
  const speakers = speakersOf(sound);
  if (!speakers) return [];
  const stretches = speakers.flatMap(stretchesOf);
  return overlapsOf(speakers)
    .filter((overlap) => isInterruption(overlap, stretches))
    .map(({ second, startMs, endMs }) => ({
      by: second.speaker,
      start_ms: Math.round(startMs),
      end_ms: Math.round(endMs),
    }));
}

function isInterruption(overlap: Overlap, stretches: readonly Stretch[]): boolean {
  const { first, second } = overlap;
  if (second.startMs - first.startMs < SIMULTANEOUS_MS) return false;
  if (yieldedIn(overlap) !== first.speaker) return false;
  return !isBackChannel(overlap, stretches);
}

/** Whether the second speaker said little, and the first one went on. */
function isBackChannel({ first, second }: Overlap, stretches: readonly Stretch[]): boolean {
  if (lengthOf(second) >= BACK_CHANNEL_MS) return false;
  return stretches.some(
    ({ speaker, startMs }) =>
      speaker === first.speaker && startMs > first.endMs && startMs <= second.endMs + RESUME_MS,
  );
}
