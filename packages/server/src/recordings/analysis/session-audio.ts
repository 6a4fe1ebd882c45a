import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
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
import { normalizeName } from "../recording-name.js";
import { recordingNotFound } from "../recording-not-found.js";
import { type AudioAnalysis, waveformBlob } from "./audio-analysis.js";
import type { SessionSound } from "./audio-tasks.js";
import type { FixedRatioLayout } from "./decode/fixed-ratio.js";
import type { Placement } from "./facts/axis.js";

const CACHED_SESSIONS = 200;

/** The placement of each analysed recording, by its name. */
export type Placements = ReadonlyMap<string, Omit<Placement, "alignment">>;

/** A recording whose audio was analysed. */
interface Analysed {
  readonly recording: AnalysedRecording;
  readonly audio: AudioAnalysis;
}

/** The results of the analyses of recordings. */
export class SessionAudio {
  /** By everything that the result depends on: it changes with the transcript and with the recordings. */
  readonly #measured = new LRUCache<string, SessionSound>({ max: CACHED_SESSIONS });

  constructor(
    private readonly sessions: Sessions,
    private readonly analyses: AnalysisStore,
    private readonly parts: PartStore,
    private readonly blobs: RecordingBlobs,
    private readonly workers: PartWorkers,
  ) {}

  /** What was heard in the recordings of a session, as JSON. */
  async facts(request: SessionRequest): Promise<Uint8Array> {
    return (await this.#measure(request)).facts;
  }

  async placements(request: SessionRequest): Promise<Placements> {
    const { names, placements } = await this.#measure(request);
    return new Map(names.map((name, index) => [name, placements[index]!]));
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

  async #measure({ organisation, sessionId, signal }: SessionRequest) {
    const session: SessionWire = JSON.parse(await this.sessions.get(organisation, sessionId));
    const id = Number(session.session_id);
    const transcript = await this.parts.get(organisation, id, "transcript");
    const analysed = (await this.analyses.list(organisation, id)).filter(isAnalysed);
    const input = {
      sessionId: String(id),
      startMs: parseDateTime(session.timestamp)! / 1_000,
      durationMs: session.duration == null ? undefined : session.duration * 1_000,
      transcript,
      recordings: analysed.map(({ name, audio, startedAt, channelNames }) => ({
        name,
        audio,
        stated: {
          startMs: startedAt === null ? undefined : startedAt / 1_000,
          names: channelNames ?? undefined,
        },
      })),
    };
    const key = `${organisation} ${hashOf(input)}`;
    let sound = this.#measured.get(key);
    if (!sound) {
      sound = await this.workers.run(organisation, "measureSession", input, costOf(input), signal);
      this.#measured.set(key, sound);
    }
    return { ...sound, names: analysed.map(({ name }) => name) };
  }
}

type Input = Parameters<typeof import("./audio-tasks.js").measureSession>[0];

function hashOf({ transcript, ...others }: Input): string {
  const hash = createHash("sha256").update(JSON.stringify(others));
  if (transcript) hash.update(transcript);
  return hash.digest("base64url");
}

/** Placing a recording takes as long per byte as other tasks take for this many: 100 turns, half a second. */
const COST_PER_BYTE = 64;

const costOf = ({ transcript, recordings }: Input): number =>
  recordings.reduce((sum, { audio }) => sum + audio.length, transcript?.length ?? 0) *
  COST_PER_BYTE;

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
