import { setTimeout as wait } from "node:timers/promises";
import type { SessionWire, SpeechWire } from "syllable-contract";
import { parseDateTime } from "syllable-contract";
import { BlobGone, type RecordingBlobs } from "../../blobs/port.js";
import { ConflictError, InvalidInputError, NotFoundError } from "../../errors.js";
import type { SessionRequest } from "../../sessions/session-request.js";
import type { Sessions } from "../../sessions/sessions.js";
import type {
  AnalysedRecording,
  AnalysisStore,
  PartStore,
  RecordingRecord,
} from "../../store/port.js";
import type { PartWorkers } from "../../transcripts/part-workers.js";
import { orAborted } from "../audio/or-aborted.js";
import { normalizeName } from "../recording-name.js";
import { recordingNotFound } from "../recording-not-found.js";
import { type AudioAnalysis, waveformBlob } from "./audio-analysis.js";
import type { PlacingRecording } from "./audio-tasks.js";
import type { FixedRatioLayout } from "./decode/fixed-ratio.js";
import type { Placement } from "./facts/axis.js";
import type { Placer } from "./placer.js";

/** How long requests that do not need placements wait for them. */
const PLACING_MS = 2_000;

/** The placement of each analysed recording, by its name. */
export type Placements = ReadonlyMap<string, Placement>;

/** A recording whose audio was analysed. */
interface Analysed {
  readonly recording: AnalysedRecording;
  readonly audio: AudioAnalysis;
}

/** The results of the analyses of recordings. */
export class SessionAudio {
  constructor(
    private readonly sessions: Sessions,
    private readonly analyses: AnalysisStore,
    private readonly parts: PartStore,
    private readonly blobs: RecordingBlobs,
    private readonly workers: PartWorkers,
    private readonly placer: Placer,
  ) {}

  /** What was heard in the recordings of a session, as JSON. */
  async facts(request: SessionRequest): Promise<Uint8Array> {
    const { organisation, signal } = request;
    const { sessionId, session, recordings } = await this.#analysed(request);
    const place = async (recording: PlacingRecording) => {
      const placing = this.placer.place(organisation, session, recording);
      return { ...recording, placement: await orAborted(placing, signal) };
    };
    const placed = await Promise.all(recordings.map(place));
    const input = { sessionId, session, recordings: placed };
    const bytes = placed.reduce((sum, { audio }) => sum + audio.length, 0);
    return this.workers.run(organisation, "describeAudio", input, bytes, signal);
  }

  /**
   * The placements of the analysed recordings of a session. Leaves out those that take more than two seconds to
   * compute: a later request finds them.
   */
  async placements(request: SessionRequest): Promise<Placements> {
    const { session, recordings } = await this.#analysed(request);
    const placements = new Map<string, Placement>();
    const placing = recordings.map(async (recording) => {
      const placement = await this.placer.place(request.organisation, session, recording);
      placements.set(recording.name, placement);
    });
    const waiting = new AbortController();
    const timeout = wait(PLACING_MS, undefined, { signal: waiting.signal }).catch(() => undefined);
    await Promise.race([Promise.allSettled(placing), timeout]);
    waiting.abort();
    return new Map(placements);
  }

  /** The speech in a recording. */
  async speech(request: SessionRequest, name: string): Promise<SpeechWire> {
    const { recording, audio } = await this.#find(request, name);
    const placements = await this.placements(request);
    const names = placements.get(recording.name)?.names.value;
    const channels = audio.channels.map(({ speech }, channel) => ({
      name: names?.[channel] ?? `channel_${channel + 1}`,
      segments: speech.map(({ startMs, endMs }) => ({ start_ms: startMs, end_ms: endMs })),
    }));
    return { channels };
  }

  /**
   * The waveform of a recording, in pieces.
   * @param samplesPerPixel Default: the finest stored resolution.
   */
  async waveform(
    request: SessionRequest,
    name: string,
    samplesPerPixel: number | undefined,
    asJson: boolean,
  ): Promise<Uint8Array[]> {
    const { recording, audio } = await this.#find(request, name);
    const wanted = samplesPerPixel ?? audio.waveforms[0]!.samplesPerPixel;
    const source = audio.waveforms.findLast((stored) => stored.samplesPerPixel <= wanted);
    if (!source) {
      const least = audio.waveforms[0]!.samplesPerPixel;
      throw InvalidInputError.at(
        ["query", "samples_per_pixel"],
        `must be ${least} or more for this recording`,
        "greater_than_equal",
      );
    }
    const range = { start: source.offset, end: source.offset + source.bytes - 1 };
    const stored = await this.blobs
      .readRange(waveformBlob(recording.blob), range, audio.waveformBytes)
      .catch((error) => {
        if (!(error instanceof BlobGone)) throw error;
        throw new NotFoundError(
          `the waveform of recording ${recording.name} is missing; run syllable recordings analyze --session ${recording.session}`,
        );
      });
    const input = { stored, samplesPerPixel: wanted, asJson };
    const { organisation, signal } = request;
    return this.workers.run(organisation, "renderWaveform", input, stored.length, signal);
  }

  /**
   * Where each sample of a recording is.
   * @throws InvalidInputError if its samples are not at known positions
   */
  async layout(recording: RecordingRecord): Promise<FixedRatioLayout> {
    const { organisation, session, name, blob } = recording;
    const found = await this.analyses.find(organisation, session, name);
    // It may have been replaced since the recording was read.
    if (found?.blob !== blob) throw recordingNotFound(name);
    const { layout } = audioOf(found);
    if (layout) return layout;
    throw InvalidInputError.at(
      ["query", "as"],
      `can't be wav for this recording of type ${recording.type}; omit it to stream the uploaded bytes`,
    );
  }

  /**
   * A recording whose audio was analysed.
   * @throws ConflictError if it is waiting for analysis
   * @throws NotFoundError if there is no such recording, or its audio can't be decoded
   */
  async #find({ organisation, sessionId }: SessionRequest, name: string): Promise<Analysed> {
    const session = await this.sessions.idOf(organisation, sessionId);
    const recording = await this.analyses.find(organisation, session, normalizeName(name));
    if (!recording) throw recordingNotFound(name);
    return { recording, audio: audioOf(recording) };
  }

  /** The session of a request, and its analysed recordings. */
  async #analysed({ organisation, sessionId }: SessionRequest) {
    const session: SessionWire = JSON.parse(await this.sessions.get(organisation, sessionId));
    const id = Number(session.session_id);
    const recordings = (await this.analyses.list(organisation, id)).filter(isAnalysed);
    return {
      sessionId: String(id),
      session: {
        startMs: parseDateTime(session.timestamp)! / 1_000,
        durationMs: session.duration == null ? undefined : session.duration * 1_000,
        transcript: await this.parts.get(organisation, id, "transcript"),
      },
      recordings: recordings.map(({ name, audio, startedAt, channelNames }) => ({
        name,
        audio,
        stated: {
          startMs: startedAt === null ? undefined : startedAt / 1_000,
          names: channelNames ?? undefined,
        },
      })),
    };
  }
}

const isAnalysed = (
  recording: AnalysedRecording,
): recording is AnalysedRecording & { readonly audio: string } => recording.audio !== null;

function audioOf({ name, analysis, analysisDetail, audio }: AnalysedRecording): AudioAnalysis {
  if (audio !== null) return JSON.parse(audio);
  if (analysis === "pending") {
    throw new ConflictError(`recording ${name} has not been analysed yet; try again later`);
  }
  throw new NotFoundError(
    `the audio of recording ${name} could not be analysed: ${analysisDetail}`,
  );
}
