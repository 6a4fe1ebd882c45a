/** The work on analysed audio that grows with its length. It runs in the worker threads of `PartWorkers`. */
import type { SessionTranscriptionWire } from "syllable-contract";
import type { AudioAnalysis } from "./audio-analysis.js";
import { audioFactsOf, placeRecordings } from "./facts/audio-facts.js";
import type { Placement, StatedPlacement } from "./facts/axis.js";
import type { RecordingSound } from "./facts/sound.js";
import { turnsOf } from "./facts/turns.js";
import { decodeWaveform, encodeWaveform, encodeWaveformJson } from "./waveform/format.js";
import { rescale } from "./waveform/rescale.js";

export interface AnalysedSession {
  readonly sessionId: string;
  readonly startMs: number;
  readonly durationMs: number | undefined;
  /** As stored; undefined if the session has none. */
  readonly transcript: Uint8Array | undefined;
  readonly recordings: readonly {
    readonly name: string;
    readonly stated: StatedPlacement;
    /** The JSON of an `AudioAnalysis`. */
    readonly audio: string;
  }[];
}

export interface SessionSound {
  /** The JSON of the audio facts. */
  readonly facts: Uint8Array;
  /** The placements of the recordings, in the order of the recordings. */
  readonly placements: readonly Omit<Placement, "alignment">[];
}

/** Places the recordings of a session on its time axis, and computes what was heard in them. */
export function measureSession({
  sessionId,
  recordings,
  ...session
}: AnalysedSession): SessionSound {
  const axis = {
    startMs: session.startMs,
    durationMs: session.durationMs,
    turns: turnsOf(transcriptionOf(session.transcript)),
  };
  const measured = recordings.map(({ name, stated, audio }) => {
    const analysis: AudioAnalysis = JSON.parse(audio);
    return { name, stated, sound: soundOf(analysis), isCut: analysis.cut !== undefined };
  });
  const placed = placeRecordings(axis, measured);
  return {
    facts: Buffer.from(JSON.stringify(audioFactsOf(sessionId, axis, placed))),
    placements: placed.map(({ placement: { start, names } }) => ({ start, names })),
  };
}

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
