import type { Readable } from "node:stream";
import { LRUCache } from "lru-cache";
import { type RecordingWire, shorten } from "syllable-contract";
import { BlobGone, type ByteRange, type RecordingBlobs } from "../blobs/port.js";
import {
  ExpiredTokenError,
  ForbiddenError,
  InvalidCredentialError,
  NotFoundError,
} from "../errors.js";
import { type Preconditions, writeConditionally } from "../preconditions.js";
import type { Sessions } from "../sessions/sessions.js";
import type { RecordingName, RecordingRecord, RecordingStore } from "../store/port.js";
import { servedType } from "./media-type.js";
import { toRecordingJson } from "./recording-json.js";
import { normalizeName } from "./recording-name.js";
import { recordingState } from "./recording-state.js";
import type { RecordingSweeper } from "./sweeper.js";
import { type RecordingGrant, signToken, verifyToken } from "./tokens.js";

const CACHED_GRANTS = 1_000;

/** Ranges up to this size are held in memory. */
const SHORT_BYTES = 256 * 1024;

export interface TokenSettings {
  readonly tokenSecret: Buffer;
  /** How long a token is valid. */
  readonly tokenSeconds: number;
}

const recordingNotFound = (name: string): NotFoundError =>
  new NotFoundError(`recording ${shorten(name, 255)} not found`);

const bytesMissing = ({ name }: Pick<RecordingRecord, "name">): NotFoundError =>
  new NotFoundError(`the bytes of recording ${name} are missing; upload it again`);

/** Lists recordings, creates their tokens, and reads them with tokens. */
export class Recordings {
  /** The grants of valid tokens: a player sends the same token with each range that it requests. */
  private readonly grants = new LRUCache<string, RecordingGrant>({ max: CACHED_GRANTS });

  constructor(
    private readonly sessions: Sessions,
    private readonly store: RecordingStore,
    private readonly blobs: RecordingBlobs,
    private readonly settings: TokenSettings,
    /** Deletes the bytes of deleted recordings. */
    private readonly sweeper: Pick<RecordingSweeper, "wake">,
  ) {}

  async list(organisation: number, sessionId: string): Promise<RecordingWire[]> {
    const session = await this.sessions.idOf(organisation, sessionId);
    const stored = await this.store.list(organisation, session);
    return Promise.all(
      stored.map(async ({ state, blob, ...recording }) => {
        const { name, bytes } = recording;
        const type = servedType(recording.type);
        if (state === "pending") return { name, state, type, analysis: state };
        const intact = await this.isIntact(blob, bytes);
        return toRecordingJson(name, intact ? "ready" : "failed", { ...recording, type });
      }),
    );
  }

  /**
   * Deletes a recording. Its bytes are deleted in the background, and uploads in progress with its name
   * fail. Throws a `NotFoundError` if there is neither a recording nor such an upload.
   */
  async delete(
    organisation: number,
    sessionId: string,
    name: string,
    preconditions?: Preconditions,
  ): Promise<void> {
    const session = await this.sessions.idOf(organisation, sessionId);
    const recording = { organisation, session, name: normalizeName(name) };
    const isDeleted = await writeConditionally(
      preconditions,
      async () => {
        const state = await recordingState(this.store, recording);
        // Preconditions apply only to requests that would succeed without them (RFC 9110, section 13.2.1).
        if (state.version === null && !(await this.isListed(recording))) {
          throw recordingNotFound(name);
        }
        return state;
      },
      (expected) => this.store.remove(recording, expected),
    );
    if (!isDeleted) throw recordingNotFound(name);
    this.sweeper.wake();
  }

  /** Whether a session has a recording with this name, ready or pending. */
  private async isListed({ organisation, session, name }: RecordingName): Promise<boolean> {
    const stored = await this.store.list(organisation, session);
    return stored.some((recording) => recording.name === name);
  }

  /** A token for each ready recording of a session, and when they expire. */
  async tokens(
    organisation: number,
    sessionId: string,
  ): Promise<{ tokens: string[]; expires: Date }> {
    const session = await this.sessions.idOf(organisation, sessionId);
    const expires = Math.floor(Date.now() / 1000) + this.settings.tokenSeconds;
    const stored = await this.store.list(organisation, session);
    const tokens = stored
      .filter(({ state }) => state === "ready")
      .map(({ name }) =>
        signToken(this.settings.tokenSecret, { organisation, session, name, expires }),
      );
    return { tokens, expires: new Date(expires * 1000) };
  }

  /** Returns the recording of a token. `organisation` is that of the caller, if there is an API key. */
  async open(token: string, organisation: number | undefined): Promise<RecordingRecord> {
    const grant = this.grantOf(token);
    if (!grant) {
      throw new InvalidCredentialError(
        "recording token",
        "invalid recording token; request the recording URLs again",
      );
    }
    if (grant.expires * 1000 <= Date.now()) {
      throw new ExpiredTokenError(
        "the recording token has expired; request the recording URLs again",
      );
    }
    if (organisation !== undefined && organisation !== grant.organisation) {
      throw new ForbiddenError(
        "the recording token and the API key belong to different organisations",
      );
    }
    const recording = await this.store.find(grant.organisation, grant.session, grant.name);
    if (!recording) throw recordingNotFound(grant.name);
    return { ...recording, type: servedType(recording.type) };
  }

  private grantOf(token: string): RecordingGrant | undefined {
    const cached = this.grants.get(token);
    if (cached) return cached;
    const grant = verifyToken(this.settings.tokenSecret, token);
    if (!grant) return undefined;
    this.grants.set(token, grant);
    return grant;
  }

  /** Throws a `NotFoundError` if bytes of a recording are missing. `read` does the same. */
  async check(recording: RecordingRecord): Promise<void> {
    if (!(await this.isIntact(recording.blob, recording.bytes))) throw bytesMissing(recording);
  }

  /** The bytes of a recording or a range of them: a short range as a buffer, others as a stream. */
  async read(
    { blob, bytes, ...recording }: RecordingRecord,
    range: ByteRange | undefined,
  ): Promise<Readable | Buffer> {
    const isShort = range !== undefined && range.end - range.start < SHORT_BYTES;
    try {
      return isShort
        ? await this.blobs.readRange(blob, range, bytes!)
        : await this.blobs.read(blob, range, bytes!);
    } catch (error) {
      throw error instanceof BlobGone ? bytesMissing(recording) : error;
    }
  }

  private async isIntact(blob: string, bytes: number | null): Promise<boolean> {
    return (await this.blobs.size(blob)) === bytes;
  }
}
