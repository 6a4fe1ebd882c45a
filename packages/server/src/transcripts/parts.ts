import { contentHash, hashPieces } from "../content-hash.js";
import { InvalidInputError, sessionNotFound } from "../errors.js";
import { type CurrentState, etagOf, writeConditionally } from "../preconditions.js";
import type { SessionRequest } from "../sessions/session-request.js";
import type { Sessions } from "../sessions/sessions.js";
import type { PartFindings, PartName, PartStore } from "../store/port.js";
import type { ReadPart } from "./part-tasks.js";
import type { PartWorkers } from "./part-workers.js";

/** JSON in UTF-8, in pieces, because concatenating them would take twice the memory. */
export type JsonPieces = readonly Uint8Array[];

/** A part to be stored, and what was found in it. */
interface StoredPart {
  readonly json: Buffer;
  readonly findings: PartFindings | undefined;
}

/** The parts of a session as finished JSON: transcript, summary, latency and timeline. */
export class Parts {
  constructor(
    private readonly sessions: Sessions,
    private readonly store: PartStore,
    private readonly workers: PartWorkers,
    /** Called after a transcript or latency is stored. */
    private readonly onChange: () => void = () => undefined,
  ) {}

  /** The total size of these parts of a session, in bytes. Throws a `NotFoundError` if the session does not exist. */
  async bytes({ organisation, sessionId }: SessionRequest, parts: readonly PartName[]) {
    const id = await this.sessions.idOf(organisation, sessionId);
    const sizes = await this.store.sizes(organisation, id);
    return parts.reduce((sum, part) => sum + (sizes[part] ?? 0), 0);
  }

  async transcript(request: SessionRequest): Promise<JsonPieces> {
    return this.response(request, "transcript", await this.get(request, "transcript"));
  }

  async putTranscript(request: SessionRequest, body: Buffer): Promise<JsonPieces> {
    const part = await this.read(request, "readTranscript", body);
    const response = await this.put(request, "transcript", part);
    this.onChange();
    return response;
  }

  async summary(request: SessionRequest): Promise<JsonPieces> {
    return this.response(request, "summary", await this.get(request, "summary"));
  }

  async putSummary(request: SessionRequest, body: Buffer): Promise<JsonPieces> {
    return this.put(request, "summary", await this.read(request, "readSummary", body));
  }

  async latency(request: SessionRequest): Promise<JsonPieces> {
    return this.response(request, "latency", await this.get(request, "latency"));
  }

  async putLatency(request: SessionRequest, body: Buffer): Promise<JsonPieces> {
    const part = await this.read(request, "readLatency", body);
    const response = await this.put(request, "latency", part);
    this.onChange();
    return response;
  }

  async timeline(request: SessionRequest): Promise<JsonPieces> {
    const { organisation, sessionId, signal } = request;
    const session = JSON.parse(await this.sessions.get(organisation, sessionId));
    const sessionStart: string = session.timestamp;
    const transcript = await this.get(request, "transcript");
    const latency = await this.get(request, "latency");
    const bytes = (transcript?.length ?? 0) + (latency?.length ?? 0);
    const parts = { sessionStart, transcript, latency };
    const events = await this.workers.run(organisation, "buildTimeline", parts, bytes, signal);
    const head = JSON.stringify({ session_id: sessionId, session_start: sessionStart });
    return pieces(`${head.slice(0, -1)},"events":`, events, "}");
  }

  /** How long each turn of the agent took to prepare, in milliseconds. */
  async turnLatencies(request: SessionRequest): Promise<number[]> {
    const latency = await this.get(request, "latency");
    if (!latency) return [];
    const transcript = await this.get(request, "transcript");
    const bytes = (transcript?.length ?? 0) + latency.length;
    const parts = { transcript, latency };
    return this.workers.run(request.organisation, "measureTurns", parts, bytes, request.signal);
  }

  /** The response for a part; undefined for one that is not stored. */
  private async response(
    request: SessionRequest,
    part: PartName,
    stored: Buffer | undefined,
  ): Promise<JsonPieces> {
    const json = stored ?? NOT_STORED[part];
    if (part === "summary") return [json];
    return part === "latency" ? this.latencyResponse(request, json) : withSessionId(request, json);
  }

  private async latencyResponse(request: SessionRequest, json: Buffer): Promise<JsonPieces> {
    if (json[0] === OPEN_OBJECT) return withSessionId(request, json);
    const { organisation, sessionId, signal } = request;
    const summary = await this.workers.run(
      organisation,
      "summarizeLatency",
      json,
      json.length,
      signal,
    );
    const head = `{"session_id":${JSON.stringify(sessionId)},"timeline":`;
    return pieces(head, json, ',"summary":', summary, "}");
  }

  /** The part as stored; undefined if the session has none. */
  private async get(
    { organisation, sessionId }: SessionRequest,
    part: PartName,
  ): Promise<Buffer | undefined> {
    const id = await this.sessions.idOf(organisation, sessionId);
    return this.store.get(organisation, id, part);
  }

  /** Stores a part, and returns the response for it. */
  private async put(
    request: SessionRequest,
    part: PartName,
    { json, findings }: StoredPart,
  ): Promise<JsonPieces> {
    const { organisation, sessionId, preconditions } = request;
    const id = await this.sessions.idOf(organisation, sessionId);
    const isStored = await writeConditionally(
      preconditions,
      () => this.stateOf(request, part),
      (expected) => this.store.put(organisation, id, part, json, expected, findings),
    );
    if (!isStored) throw sessionNotFound(sessionId);
    return this.response(request, part, json);
  }

  /**
   * The state of a part before a write. A part that is not stored has an entity tag too, that of its empty
   * response.
   */
  private async stateOf(request: SessionRequest, part: PartName): Promise<CurrentState> {
    const stored = await this.get(request, part);
    const etag = etagOf(await hashPieces(await this.response(request, part, stored)));
    return { etags: [etag], version: stored ? contentHash(stored) : null };
  }

  /** Parses and validates a part. Throws an `InvalidInputError` if it is invalid. */
  private async read(
    { organisation, sessionId, signal }: SessionRequest,
    task: "readTranscript" | "readLatency" | "readSummary",
    body: Buffer,
  ): Promise<StoredPart> {
    const input = { body, sessionId };
    const read: ReadPart = await this.workers.run(organisation, task, input, body.length, signal);
    if ("errors" in read) throw new InvalidInputError(read.errors);
    const { json, findings } = read;
    return { json: Buffer.from(json.buffer, json.byteOffset, json.byteLength), findings };
  }
}

/** The response body for a part that is not stored. */
const NOT_STORED: Readonly<Record<PartName, Buffer>> = {
  transcript: Buffer.from('{"transcription":[],"actions":[]}'),
  summary: Buffer.from("{}"),
  latency: Buffer.from("[]"),
};

const OPEN_OBJECT = 0x7b;

/** Adds the session's id as the first field to the JSON of an object that is not empty. */
const withSessionId = ({ sessionId }: SessionRequest, json: Buffer): JsonPieces =>
  pieces(`{"session_id":${JSON.stringify(sessionId)},`, json.subarray(1));

const pieces = (...parts: (string | Uint8Array)[]): JsonPieces =>
  parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part));
