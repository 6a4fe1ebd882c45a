import type {
  SessionsListRequest,
  SessionsStatsRequest,
  SessionsStatsWire,
  SessionWire,
} from "syllable-contract";
import { contentHash } from "../content-hash.js";
import { ConflictError, InvalidInputError, sessionNotFound } from "../errors.js";
import { pageFields, type ReadRequest } from "../lists/list-request.js";
import { completePage, MAX_BUFFERED_ITEMS, type Page, streamPage } from "../lists/page-stream.js";
import {
  type CurrentState,
  etagOf,
  type Preconditions,
  writeConditionally,
} from "../preconditions.js";
import type { RecordingSweeper } from "../recordings/sweeper.js";
import type { SessionStore, StoredSession } from "../store/port.js";
import { generateSessionId, parseSessionId } from "./session-id.js";
import { readSessionQuery } from "./session-query.js";
import { readSession } from "./session-record.js";
import { readStatsQuery, toStats } from "./session-stats.js";

const ID_ATTEMPTS = 20;

/** Reads and writes sessions. It returns them as finished JSON. */
export class Sessions {
  constructor(
    private readonly store: SessionStore,
    /** Deletes the recordings of deleted sessions. */
    private readonly sweeper: Pick<RecordingSweeper, "wake">,
  ) {}

  /** A page as JSON, in pieces if it is large. `signal` aborts the list. */
  async list(
    organisation: number,
    request: ReadRequest<SessionsListRequest>,
    signal?: AbortSignal,
  ): Promise<Page> {
    const query = readSessionQuery(request);
    const { fields } = request.value;
    const selected = (items: Buffer) => (fields ? selectFields(items, fields) : items);
    if (query.limit <= MAX_BUFFERED_ITEMS) {
      const { items, total } = await this.store.list(organisation, query, signal);
      return completePage(selected(items), pageFields(query, total));
    }
    const { ids, total } = await this.store.listIds(organisation, query, signal);
    return streamPage(ids, pageFields(query, total), async (piece) =>
      selected(await this.store.getMany(organisation, piece)),
    );
  }

  /** The number of sessions by group. `signal` aborts the work. */
  async stats(
    organisation: number,
    request: ReadRequest<SessionsStatsRequest>,
    signal?: AbortSignal,
  ): Promise<SessionsStatsWire> {
    const query = readStatsQuery(request);
    return toStats(query, await this.store.stats(organisation, query, signal));
  }

  async get(organisation: number, sessionId: string): Promise<string> {
    const id = parseSessionId(sessionId);
    const session = id === undefined ? undefined : await this.store.get(organisation, id);
    if (session === undefined) throw sessionNotFound(sessionId);
    return session;
  }

  /** The id of a session as a number. Throws a `NotFoundError` if the session does not exist. */
  async idOf(organisation: number, sessionId: string): Promise<number> {
    const id = parseSessionId(sessionId);
    if (id === undefined || !(await this.store.has(organisation, id))) {
      throw sessionNotFound(sessionId);
    }
    return id;
  }

  has(organisation: number, id: number): Promise<boolean> {
    return this.store.has(organisation, id);
  }

  async put(
    organisation: number,
    sessionId: string,
    body: unknown,
    preconditions?: Preconditions,
  ): Promise<StoredSession> {
    const id = parseSessionId(sessionId);
    if (id === undefined) {
      throw InvalidInputError.at(
        ["path", "session_id"],
        "must be a decimal number below 2^53",
        "session_id",
      );
    }
    const read = readSession(body, id);
    if ("errors" in read) throw new InvalidInputError(read.errors);
    const { record } = read;
    const stored = await writeConditionally(
      preconditions,
      () => this.stateOf(organisation, id),
      (expected) => this.store.putOne(organisation, record, expected),
    );
    if (stored) return stored;
    throw new ConflictError(`session ${id} was changed at the same time; send the request again`);
  }

  async create(organisation: number, body: unknown): Promise<string> {
    if ((body as SessionWire | undefined)?.session_id != null) {
      throw InvalidInputError.at(
        ["body", "session_id"],
        "must be omitted, because the service assigns the id; to choose one, use PUT /api/v1/sessions/{session_id}",
        "session_id",
      );
    }
    for (let attempt = 1; attempt <= ID_ATTEMPTS; attempt++) {
      const read = readSession(body, generateSessionId());
      if ("errors" in read) throw new InvalidInputError(read.errors);
      if (await this.store.create(organisation, read.record)) return read.record.json;
    }
    throw new ConflictError(
      `no free session id was found in ${ID_ATTEMPTS} attempts; send the request again`,
    );
  }

  async delete(
    organisation: number,
    sessionId: string,
    preconditions?: Preconditions,
  ): Promise<void> {
    const id = parseSessionId(sessionId);
    if (id === undefined) throw sessionNotFound(sessionId);
    const isDeleted = await writeConditionally(
      preconditions,
      async () => {
        const state = await this.stateOf(organisation, id);
        // Preconditions apply only to requests that would succeed without them (RFC 9110, section 13.2.1).
        if (state.version === null) throw sessionNotFound(sessionId);
        return state;
      },
      (expected) => this.store.delete(organisation, id, expected),
    );
    if (!isDeleted) throw sessionNotFound(sessionId);
    this.sweeper.wake();
  }

  /** The state of a session before a write. */
  private async stateOf(organisation: number, id: number): Promise<CurrentState> {
    const json = await this.store.get(organisation, id);
    if (json === undefined) return { etags: [], version: null };
    const version = contentHash(json);
    return { etags: [etagOf(version)], version };
  }
}

function selectFields(items: Buffer, fields: readonly string[]): Buffer {
  const keys = new Set(["timestamp", ...fields]);
  const sessions = JSON.parse(`[${items}]`) as Record<string, unknown>[];
  const selected = sessions.map((session) =>
    JSON.stringify(Object.fromEntries(Object.entries(session).filter(([key]) => keys.has(key)))),
  );
  return Buffer.from(selected.join());
}
