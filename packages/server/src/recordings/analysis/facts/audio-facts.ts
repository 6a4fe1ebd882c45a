import type { AudioFactsWire, RecordingAudioFactsWire } from "syllable-contract";
import { type Placement, placeRecording, type SessionAxis, type StatedPlacement } from "./axis.js";
import { findingsOf } from "./findings.js";
import { interruptionsOf } from "./interruptions.js";
import type { PlacedRecording } from "./length.js";
import { responseGapsOf, summarizeGaps } from "./response-gaps.js";
import { silenceOf } from "./silence.js";
import type { RecordingSound } from "./sound.js";
import { talkOf } from "./talk.js";
import { talkOverOf } from "./talk-over.js";

/** What the analysis of a recording measured, and what the client stated about it. */
export interface MeasuredRecording {
  readonly name: string;
  readonly sound: RecordingSound;
  readonly stated: StatedPlacement;
  /** Whether the file ends in the middle of its audio. */
  readonly isCut: boolean;
}

/** What was heard in the recordings of a session, in the order given. */
export function audioFactsOf(
  sessionId: string,
  session: SessionAxis,
  recordings: readonly MeasuredRecording[],
): AudioFactsWire {
  const placed = recordings.map((recording) => ({
    ...recording,
    placement: placeRecording(recording.sound, session, recording.stated),
    durationMs: recording.sound.durationMs,
  }));
  return {
    session_id: sessionId,
    recordings: placed.map((recording) => factsOf(recording, placed, session)),
  };
}

function factsOf(
  recording: MeasuredRecording & { readonly placement: Placement },
  all: readonly PlacedRecording[],
  session: SessionAxis,
): RecordingAudioFactsWire {
  const { name, placement } = recording;
  const sound = withNames(recording.sound, placement.names.value);
  const gaps = responseGapsOf(sound);
  return {
    name,
    started_at: new Date(placement.start.value).toISOString(),
    duration_ms: Math.round(sound.durationMs),
    channels: talkOf(sound),
    silence: silenceOf(sound),
    talk_over: talkOverOf(sound),
    interruptions: interruptionsOf(sound),
    response_gaps: gaps,
    response_gap: summarizeGaps(gaps),
    findings: findingsOf({ ...recording, sound }, all, session),
  };
}

const withNames = (sound: RecordingSound, names: readonly string[]): RecordingSound => ({
  ...sound,
  channels: sound.channels.map((channel, index) => ({ ...channel, name: names[index]! })),
});
