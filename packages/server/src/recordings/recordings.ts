import { LRUCache } from "lru-cache";
import type { RecordingWire, SessionWire } from "syllable-contract";
import {
  ExpiredTokenError,
  ForbiddenError,
  InvalidCredentialError,
  InvalidInputError,
} from "../errors.js";
import { type Preconditions, writeConditionally } from "../preconditions.js";
import type { SessionRequest } from "../sessions/session-request.js";
import type { Sessions } from "../sessions/sessions.js";
import type { RecordingName, RecordingRecord, RecordingStore, StatedFacts } from "../store/port.js";
import type { SessionAudio } from "./analysis/session-audio.js";
import { servedType } from "./media-type.js";
import type { RecordingFiles } from "./recording-files.js";
import { toRecordingJson } from "./recording-json.js";
import { normalizeName } from "./recording-name.js";
import { recordingNotFound } from "./recording-not-found.js";
import { estimatedPlacement, type PlacementWire, statedPlacement } from "./recording-placement.js";
import { recordingState } from "./recording-state.js";
import type { RecordingSweeper } from "./sweeper.js";
import { type RecordingGrant, signToken, verifyToken } from "./tokens.js";

const CACHED_GRANTS = 1_000;

export interface TokenSettings {
  readonly tokenSecret: Buffer;
  /** How long a token is valid. */
  readonly tokenSeconds: number;
}

/** Throws an `InvalidInputError` if the names do not fit the channels that were decoded. */
function checkChannels(names: readonly string[], recording: RecordingRecord | undefined): void {
  if (recording?.analysis !== "ready") return;
  const { channels } = recording;
  if (names.length === channels) return;
  throw InvalidInputError.at(
    ["body", "channels"],
    `does not fit: the recording has ${channels === 1 ? "one channel" : `${channels} channels`}`,
  );
}

/** Whether a recording was analysed and the client did not state both its start and its channels. */
const isEstimated = ({ analysis, startedAt, channelNames }: RecordingRecord): boolean =>
  analysis === "ready" && (startedAt === null || channelNames === null);

/** Lists, updates and deletes recordings, creates their tokens, and finds them by their tokens. */
export class Recordings {
  /** The grants of valid tokens: a player sends the same token with each range that it requests. */
  private readonly grants = new LRUCache<string, RecordingGrant>({ max: CACHED_GRANTS });

  constructor(
    private readonly sessions: Sessions,
    private readonly store: RecordingStore,
    private readonly files: Pick<RecordingFiles, "isIntact">,
    private readonly settings: TokenSettings,
    /** Deletes the bytes of deleted recordings. */
    private readonly sweeper: Pick<RecordingSweeper, "wake">,
    /** Estimates what was not stated about a recording. */
    private readonly audio: Pick<SessionAudio, "placements">,
  ) {}

  async list(request: SessionRequest): Promise<RecordingWire[]> {
    const session = await this.sessionOf(request);
    const stored = await this.store.list(request.organisation, Number(session.session_id));
    return this.toJson(request, session, stored);
  }

  private async sessionOf({ organisation, sessionId }: SessionRequest): Promise<SessionWire> {
    return JSON.parse(await this.sessions.get(organisation, sessionId));
  }

  /** The JSON of recordings of a session. */
  private async toJson(
    request: SessionRequest,
    { timestamp }: SessionWire,
    stored: readonly RecordingRecord[],
  ): Promise<RecordingWire[]> {
    const placements = stored.some(isEstimated) ? await this.audio.placements(request) : undefined;
    return Promise.all(
      stored.map(async (recording) => {
        const { name, state } = recording;
        if (state === "pending") {
          return { name, state, type: servedType(recording.type), analysis: state };
        }
        const placement = placements?.get(name);
        return this.readyJson(
          recording,
          placement
            ? estimatedPlacement(recording, placement)
            : statedPlacement(recording, timestamp),
        );
      }),
    );
  }

  /** The JSON of a ready recording. */
  private async readyJson(
    recording: RecordingRecord,
    placement: PlacementWire,
  ): Promise<RecordingWire> {
    const state = (await this.files.isIntact(recording)) ? "ready" : "failed";
    const type = servedType(recording.type);
    return toRecordingJson(recording.name, state, { ...recording, type }, placement);
  }

  /** Sets when a recording started and who is heard on its channels. Throws a `NotFoundError` if there is none. */
  async update(request: SessionRequest, name: string, stated: StatedFacts): Promise<RecordingWire> {
    const { organisation } = request;
    const session = await this.sessionOf(request);
    const id = Number(session.session_id);
    const recording = { organisation, session: id, name: normalizeName(name) };
    const find = () => this.store.find(organisation, id, recording.name);
    if (stated.channelNames) checkChannels(stated.channelNames, await find());
    const isUpdated = await writeConditionally(
      request.preconditions,
      () => recordingState(this.store, recording),
      (expected) => this.store.update(recording, stated, expected),
    );
    const updated = isUpdated && (await find());
    if (!updated) throw recordingNotFound(name);
    const [json] = await this.toJson(request, session, [updated]);
    return json!;
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
}
