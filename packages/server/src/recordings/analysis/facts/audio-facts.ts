import type { AudioFactsWire, RecordingAudioFactsWire } from "syllable-contract";
import { placeRecording, type SessionAxis, type StatedPlacement } from "./axis.js";
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

/** A measured recording on the axis of its session. */
export type PlacedSound = MeasuredRecording & PlacedRecording;

/** Places the recordings of a session on its axis. */
export const placeRecordings = (
  session: SessionAxis,
  recordings: readonly MeasuredRecording[],
): PlacedSound[] =>
  recordings.map((recording) => ({
    ...recording,
    placement: placeRecording(recording.sound, session, recording.stated),
    durationMs: recording.sound.durationMs,
  }));

/** What was heard in the recordings of a session, in the order given. */
export const audioFactsOf = (
  sessionId: string,
  session: SessionAxis,
  recordings: readonly PlacedSound[],
): AudioFactsWire => ({
  session_id: sessionId,
  recordings: recordings.map((recording) => factsOf(recording, recordings, session)),
});

function factsOf(
  recording: PlacedSound,
  all: readonly PlacedSound[],
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
