import type { Readable } from "node:stream";
import { LRUCache } from "lru-cache";
import type { RecordingWire } from "syllable-contract";
import { BlobGone, type ByteRange, type RecordingBlobs } from "../blobs/port.js";
import {
  ExpiredTokenError,
  ForbiddenError,
  InvalidCredentialError,
  NotFoundError,
} from "../errors.js";
import type { Sessions } from "../sessions/sessions.js";
import type { RecordingRecord, RecordingStore } from "../store/port.js";
import { servedType } from "./media-type.js";
import { toRecordingJson } from "./recording-json.js";
import { type RecordingGrant, signToken, verifyToken } from "./tokens.js";

const CACHED_GRANTS = 1_000;

/** Ranges up to this are held in memory as a whole. */
const SHORT_BYTES = 256 * 1024;

export interface TokenSettings {
  readonly tokenSecret: Buffer;
  /** How long a token opens its recording. */
  readonly tokenSeconds: number;
}

const bytesGone = ({ name }: Pick<RecordingRecord, "name">): NotFoundError =>
  new NotFoundError(`the bytes of recording ${name} are gone; upload it again`);

export class Recordings {
  /** The grants of valid tokens: a player sends the same token with each range that it requests. */
  private readonly grants = new LRUCache<string, RecordingGrant>({ max: CACHED_GRANTS });

  constructor(
    private readonly sessions: Sessions,
    private readonly store: RecordingStore,
    private readonly blobs: RecordingBlobs,
    private readonly settings: TokenSettings,
  ) {}

  async list(organisation: number, sessionId: string): Promise<RecordingWire[]> {
    const session = await this.sessions.idOf(organisation, sessionId);
    const kept = await this.store.list(organisation, session);
    return Promise.all(
      kept.map(async ({ state, blob, ...recording }) => {
        const { name, bytes } = recording;
        const type = servedType(recording.type);
        if (state === "pending") return { name, state, type, analysis: state };
        const intact = await this.isIntact(blob, bytes);
        return toRecordingJson(name, intact ? "ready" : "failed", { ...recording, type });
      }),
    );
  }

  /** A token for each ready recording of a session, and when they expire. */
  async tokens(
    organisation: number,
    sessionId: string,
  ): Promise<{ tokens: string[]; expires: Date }> {
    const session = await this.sessions.idOf(organisation, sessionId);
    const expires = Math.floor(Date.now() / 1000) + this.settings.tokenSeconds;
    const kept = await this.store.list(organisation, session);
    const tokens = kept
      .filter(({ state }) => state === "ready")
      .map(({ name }) =>
        signToken(this.settings.tokenSecret, { organisation, session, name, expires }),
      );
    return { tokens, expires: new Date(expires * 1000) };
  }

  /** The recording that a token opens, for a caller of this organisation if it is known. */
  async open(token: string, organisation: number | undefined): Promise<RecordingRecord> {
    const grant = this.grantOf(token);
    if (!grant) {
      throw new InvalidCredentialError(
        "recording token",
        "the recording token is not valid; ask for the recording's URLs again",
      );
    }
    if (grant.expires * 1000 <= Date.now()) {
      throw new ExpiredTokenError(
        "the recording token has expired; ask for the recording's URLs again",
      );
    }
    if (organisation !== undefined && organisation !== grant.organisation) {
      throw new ForbiddenError(
        "the recording token belongs to another organisation than the API key",
      );
    }
    const recording = await this.store.find(grant.organisation, grant.session, grant.name);
    if (!recording) throw new NotFoundError(`recording ${grant.name} is no longer there`);
    return { ...recording, type: servedType(recording.type) };
  }

  private grantOf(token: string): RecordingGrant | undefined {
    const known = this.grants.get(token);
    if (known) return known;
    const grant = verifyToken(this.settings.tokenSecret, token);
    if (!grant) return undefined;
    this.grants.set(token, grant);
    return grant;
  }

  /** Rejects where the bytes of a recording are not all there; `read` does the same. */
  async check(recording: RecordingRecord): Promise<void> {
    if (!(await this.isIntact(recording.blob, recording.bytes))) throw bytesGone(recording);
  }

  /** The bytes of a recording, or a range of them; a short one comes at once. */
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
      throw error instanceof BlobGone ? bytesGone(recording) : error;
    }
  }

  private async isIntact(blob: string, bytes: number | null): Promise<boolean> {
    return (await this.blobs.size(blob)) === bytes;
  }
}
