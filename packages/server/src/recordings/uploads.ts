import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import type { RecordingWire, SessionWire } from "syllable-contract";
import type { ByteRange, RecordingBlobs } from "../blobs/port.js";
import { ConflictError, InvalidInputError, TooLargeError } from "../errors.js";
import { type Preconditions, writeConditionally } from "../preconditions.js";
import type { Sessions } from "../sessions/sessions.js";
import type { RecordingFacts, RecordingKey, RecordingStore, StatedFacts } from "../store/port.js";
import type { AnalysisJobs } from "./analysis/analysis-jobs.js";
import type { AudioFacts } from "./audio/messages.js";
import type { AudioProbe } from "./audio/probe.js";
import { ChecksumVerifier, type ExpectedChecksum } from "./checksums.js";
import { holdLease, LEASE_MS } from "./lease.js";
import { chosenType } from "./media-type.js";
import { toRecordingJson } from "./recording-json.js";
import { readRecordingName } from "./recording-name.js";
import { statedPlacement } from "./recording-placement.js";
import { recordingState } from "./recording-state.js";
import type { RecordingSweeper } from "./sweeper.js";

const BYTES = "application/octet-stream";
/** The length of a blob's random name. */
const BLOB_NAME_BYTES = 16;

/** The maximum number of recordings in a session, because a list of them checks the bytes of each. */
const MAX_RECORDINGS = 500;

/** The target of an upload: an existing session and a valid name. */
export interface UploadTarget {
  readonly organisation: number;
  readonly session: number;
  /** When the session started. */
  readonly sessionTimestamp: string;
  readonly name: string;
}

export interface Upload {
  readonly body: Readable;
  /** The declared media type; undefined if there is none. The type detected from the bytes takes precedence. */
  readonly type: string | undefined;
  readonly checksums: readonly ExpectedChecksum[];
  /** The number of bytes, if it is known in advance. */
  readonly length: number | undefined;
  /** What the client states about the recording. */
  readonly stated?: StatedFacts | undefined;
  /** The preconditions on the recording that this one replaces. */
  readonly preconditions?: Preconditions | undefined;
}

/** Stores the recordings that clients upload. */
export class RecordingUploads {
  constructor(
    private readonly sessions: Sessions,
    private readonly store: RecordingStore,
    private readonly blobs: RecordingBlobs,
    private readonly probe: AudioProbe,
    private readonly sweeper: RecordingSweeper,
    private readonly analysisJobs: Pick<AnalysisJobs, "wake">,
    /** The largest recording that is accepted. */
    private readonly maxBytes: number,
  ) {}

  /** Validates the target of an upload. Throws if the session does not exist or the name is invalid. */
  async target(organisation: number, sessionId: string, name: string): Promise<UploadTarget> {
    const session: SessionWire = JSON.parse(await this.sessions.get(organisation, sessionId));
    return {
      organisation,
      session: Number(session.session_id),
      sessionTimestamp: session.timestamp,
      name: readRecordingName(name),
    };
  }

  /**
   * Stores all of an upload or nothing. If the client disconnects after the last byte, the recording
   * is stored without its facts.
   */
  async upload(target: UploadTarget, upload: Upload, client: AbortSignal): Promise<RecordingWire> {
    const { organisation, session, name } = target;
    const { type = BYTES, length = 0 } = upload;
    if (length > this.maxBytes) throw this.tooLarge();
    await this.checkLimit(target);
    const { preconditions } = upload;
    const stateOf = () => recordingState(this.store, target);
    // Fails before the client sends bytes that can't be stored.
    await writeConditionally(preconditions, stateOf, async () => true);

    const key = { organisation, blob: randomBytes(BLOB_NAME_BYTES).toString("hex") };
    await this.store.begin({ ...key, session, name, type }, Date.now() + LEASE_MS);
    const endLease = holdLease(this.store, key);
    try {
      const facts = await this.receive(key, name, upload, client).finally(endLease);
      const isStored = await writeConditionally(preconditions, stateOf, (expected) =>
        this.store.commit(key, facts, expected),
      );
      if (!isStored) throw await this.conflictOf(target);
      // Nothing references the bytes of the recording that this one replaces.
      this.sweeper.wake();
      this.analysisJobs.wake();
      const placement = statedPlacement(facts, target.sessionTimestamp);
      return toRecordingJson(name, "ready", facts, placement);
    } catch (error) {
      // If the store is unavailable, the upload is abandoned when its lease ends.
      await this.sweeper.abandon(key).catch(() => undefined);
      throw error;
    }
  }

  /** Why an upload can't be committed. */
  private async conflictOf({ organisation, session, name }: UploadTarget): Promise<ConflictError> {
    const hasSession = await this.sessions.has(organisation, session);
    const deleted = hasSession ? `recording ${name}` : `session ${session}`;
    return new ConflictError(`${deleted} was deleted during the upload; nothing was stored`);
  }

  /** Stores the bytes of an upload, verifies them and returns their facts. */
  private async receive(
    { organisation, blob }: RecordingKey,
    name: string,
    { body, type: declared, checksums, stated = {} }: Upload,
    client: AbortSignal,
  ): Promise<RecordingFacts> {
    const verifier = new ChecksumVerifier(checksums);
    const bytes = await this.receiveBytes(blob, body, verifier);
    const sha256 = verifier.verify();
    const read = (range: ByteRange) => this.blobs.readRange(blob, range, bytes);
    const recording = { organisation, bytes, name, type: declared, read };
    const { type: detected, ...facts } = await this.probe.probe(recording, client);
    const type = chosenType(declared, detected);
    if (!type) throw undetected(facts);
    const { startedAt = null, channelNames = null } = stated;
    return { type, bytes, sha256, startedAt, channelNames, ...facts, ...beforeAnalysis(facts) };
  }

  /** Throws a `ConflictError` if the session has no room for another recording. */
  private async checkLimit({ organisation, session, name }: UploadTarget): Promise<void> {
    const isFull = (await this.store.count(organisation, session)) >= MAX_RECORDINGS;
    if (!isFull || (await this.store.find(organisation, session, name))) return;
    throw new ConflictError(
      `session ${session} already has ${MAX_RECORDINGS} recordings, which is the limit; replace one or use another session`,
    );
  }

  /** Stores the bytes and returns how many there are. */
  private async receiveBytes(
    blob: string,
    body: Readable,
    verifier: ChecksumVerifier,
  ): Promise<number> {
    let bytes = 0;
    const { maxBytes, tooLarge } = this;
    async function* verified() {
      for await (const chunk of body.iterator({ destroyOnReturn: false })) {
        bytes += chunk.length;
        if (bytes > maxBytes) throw tooLarge();
        verifier.update(chunk);
        yield chunk;
      }
    }
    await this.blobs.write(blob, Readable.from(verified()));
    if (bytes === 0) {
      throw InvalidInputError.at(["body"], "is empty; a recording has at least one byte");
    }
    return bytes;
  }

  private readonly tooLarge = (): TooLargeError =>
    new TooLargeError(`the recording is larger than ${this.maxBytes} bytes; nothing was stored`);
}

/**
 * Audio is analysed later, whatever its header states. Bytes that are not audio are not analysed.
 */
function beforeAnalysis({
  analysis,
  analysisDetail,
  seconds,
  channels,
}: Omit<AudioFacts, "type">): Pick<RecordingFacts, "analysis" | "analysisDetail"> {
  const isAudio = analysis !== "unsupported" || seconds !== null || channels !== null;
  return isAudio ? { analysis: "pending", analysisDetail: null } : { analysis, analysisDetail };
}

function undetected({ analysis, analysisDetail }: Omit<AudioFacts, "type">): InvalidInputError {
  const why = analysis === "failed" ? `: ${analysisDetail}` : " from the bytes";
  return InvalidInputError.at(
    ["header", "content-type"],
    `is required, because the media type could not be detected${why}; send a type such as audio/wav`,
  );
}
