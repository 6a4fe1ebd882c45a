/** The work on analysed audio that grows with its length. It runs in the worker threads of `PartWorkers`. */
import type { SessionTranscriptionWire } from "syllable-contract";
import type { AudioAnalysis } from "./audio-analysis.js";
import { audioFactsOf } from "./facts/audio-facts.js";
import {
  type Placement,
  placeRecording,
  type SessionAxis,
  type StatedPlacement,
} from "./facts/axis.js";
import type { RecordingSound } from "./facts/sound.js";
import { turnsOf } from "./facts/turns.js";
import { decodeWaveform, encodeWaveform, encodeWaveformJson } from "./waveform/format.js";
import { rescale } from "./waveform/rescale.js";

/** The session of recordings that are placed on its time axis. */
export interface PlacingSession {
  readonly startMs: number;
  readonly durationMs: number | undefined;
  /** As stored; undefined if the session has none. */
  readonly transcript: Uint8Array | undefined;
}

/** A recording to place. */
export interface PlacingRecording {
  readonly name: string;
  readonly stated: StatedPlacement;
  /** The JSON of an `AudioAnalysis`. */
  readonly audio: string;
}

interface PlaceInput {
  readonly session: PlacingSession;
  readonly recording: PlacingRecording;
}

/** Places a recording on the time axis of its session. */
export const placeOnAxis = ({ session, recording }: PlaceInput): Placement =>
  placeRecording(soundOf(JSON.parse(recording.audio)), axisOf(session), recording.stated);

interface FactsInput {
  readonly sessionId: string;
  readonly session: PlacingSession;
  readonly recordings: readonly (PlacingRecording & { readonly placement: Placement })[];
}

/** Computes what was heard in the recordings of a session, as JSON. */
export function describeAudio({ sessionId, session, recordings }: FactsInput): Uint8Array {
  const placed = recordings.map(({ audio, ...recording }) => {
    const analysis: AudioAnalysis = JSON.parse(audio);
    const { durationMs } = analysis;
    return {
      ...recording,
      sound: soundOf(analysis),
      durationMs,
      isCut: analysis.cut !== undefined,
    };
  });
  return Buffer.from(JSON.stringify(audioFactsOf(sessionId, axisOf(session), placed)));
}

const axisOf = ({ startMs, durationMs, transcript }: PlacingSession): SessionAxis => ({
  startMs,
  durationMs,
  turns: turnsOf(transcriptionOf(transcript)),
});

function transcriptionOf(transcript: Uint8Array | undefined) {
  if (!transcript) return [];
  const { transcription }: Pick<SessionTranscriptionWire, "transcription"> = JSON.parse(
    Buffer.from(transcript).toString(),
  );
  return transcription;
}

const soundOf = ({ channels, durationMs }: AudioAnalysis): RecordingSound => ({
  durationMs,
  channels: channels.map(({ speech, ...levels }, index) => ({
    ...levels,
    name: `channel_${index + 1}`,
    segments: speech,
  })),
});

interface WaveformRequest {
  /** A stored resolution, in the binary format. */
  readonly stored: Uint8Array;
  readonly samplesPerPixel: number;
  readonly asJson: boolean;
}

/** Computes a resolution of a waveform from a finer one. */
export function renderWaveform({ stored, samplesPerPixel, asJson }: WaveformRequest): Uint8Array[] {
  const waveform = rescale(decodeWaveform(stored), samplesPerPixel);
  return asJson ? encodeWaveformJson(waveform) : [encodeWaveform(waveform)];
}
