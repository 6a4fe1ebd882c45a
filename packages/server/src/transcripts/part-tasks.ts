/**
 * The work on the parts of a session that grows with their size. Large parts are processed in a worker
 * thread, so each task takes and returns only data that threads can exchange.
 */
import {
  type LatencyEntryWire,
  type Model,
  type SessionTranscriptionWire,
  sessionLatencyPutModel,
  sessionSummaryResponseModel,
  sessionTranscriptModel,
  type ValidationError,
  validateJson,
  type Wire,
} from "syllable-contract";
import { parseJson } from "../parse-json.js";
import { hasToolErrors, type PartFindings } from "../store/port.js";
import { findJsonExcess } from "./json-limits.js";
import { completeEntry, findOverlong, summarize } from "./latency.js";
import { byTime, mergeTimeline } from "./timeline.js";
import { turnLatencies } from "./turn-latencies.js";

/** The part as it is stored, or its validation errors. */
export type ReadPart =
  | { readonly json: Uint8Array; readonly findings?: PartFindings }
  | { readonly errors: ValidationError[] };

/** The body of a PUT of a part. */
interface PartBody {
  readonly body: Uint8Array;
  /** The id in the path. */
  readonly sessionId: string;
}

interface TimelineParts {
  readonly sessionStart: string;
  /** As stored; undefined if the session has none. */
  readonly transcript: Uint8Array | undefined;
  readonly latency: Uint8Array | undefined;
}

type StoredTranscript = Pick<SessionTranscriptionWire, "transcription" | "actions">;
type StoredLatency = LatencyEntryWire[] | { readonly timeline: LatencyEntryWire[] };

const entriesOf = (latency: StoredLatency): LatencyEntryWire[] =>
  Array.isArray(latency) ? latency : latency.timeline;

/** Unknown fields are stored at every level. */
export function readTranscript(input: PartBody): ReadPart {
  const read = readBody(sessionTranscriptModel, input);
  if ("errors" in read) return read;
  const { session_id: _, transcription, actions, ...others } = read.value;
  const known = { transcription: byTime(transcription ?? []), actions: byTime(actions ?? []) };
  const findings = { toolErrors: hasToolErrors(known) };
  return { json: encode({ ...known, ...others }), findings };
}

/**
 * Latency is stored as an array of its entries. If the request has more than the entries, it is stored as
 * an object instead, with the summary of the request.
 */
export function readLatency(input: PartBody): ReadPart {
  const read = readBody(sessionLatencyPutModel, input);
  if ("errors" in read) return read;
  const { session_id: _, summary, timeline, ...others } = read.value;
  const errors = findOverlong(timeline);
  if (errors.length > 0) return { errors };
  const entries = byTime(timeline.map(completeEntry));
  if (!summary && Object.keys(others).length === 0) return { json: encode(entries) };
  return { json: encode({ timeline: entries, summary: summary ?? summarize(entries), ...others }) };
}

export function readSummary(input: PartBody): ReadPart {
  const read = readBody(sessionSummaryResponseModel, input);
  return "errors" in read ? read : { json: encode(read.value) };
}

/** The summary of stored entries, as JSON. */
export const summarizeLatency = (latency: Uint8Array): Uint8Array =>
  encode(summarize(parse<LatencyEntryWire[]>(latency)));

/** The events of a session's timeline, as JSON. */
export function buildTimeline({ sessionStart, transcript, latency }: TimelineParts): Uint8Array {
  const { transcription, actions } = transcript
    ? parse<StoredTranscript>(transcript)
    : { transcription: [], actions: [] };
  const entries = latency ? entriesOf(parse<StoredLatency>(latency)) : [];
  return encodeAll(mergeTimeline(sessionStart, transcription, actions, entries));
}

/** How long each turn of the agent took to prepare, in milliseconds. */
export function measureTurns({
  transcript,
  latency,
}: Pick<TimelineParts, "transcript" | "latency">): number[] {
  const { transcription, actions } = transcript
    ? parse<StoredTranscript>(transcript)
    : { transcription: [], actions: [] };
  const entries = latency ? entriesOf(parse<StoredLatency>(latency)) : [];
  return turnLatencies(transcription, actions, entries);
}

const CHUNK_LENGTH = 64 * 1024;

/** Encodes items as a JSON array without holding all of them in memory. */
function encodeAll(items: Iterable<unknown>): Uint8Array {
  const chunks: Uint8Array[] = [];
  let text = "[";
  let separator = "";
  for (const item of items) {
    text += separator + JSON.stringify(item);
    separator = ",";
    if (text.length < CHUNK_LENGTH) continue;
    chunks.push(encoder.encode(text));
    text = "";
  }
  chunks.push(encoder.encode(`${text}]`));
  return Buffer.concat(chunks);
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const encode = (value: unknown): Uint8Array => encoder.encode(JSON.stringify(value));
const parse = <T>(json: Uint8Array): T => JSON.parse(decoder.decode(json)) as T;

function readBody<M extends Model>(
  model: M,
  { body, sessionId }: PartBody,
): { value: Wire<M> } | { errors: ValidationError[] } {
  const excess = findJsonExcess(body);
  if (excess) return { errors: [{ loc: ["body"], msg: excess, type: "too_long" }] };
  const parsed = parseJson(body);
  if ("errors" in parsed) return parsed;
  const errors = validateJson(model, parsed.value, ["body"], () => undefined);
  if (errors.length > 0) return { errors };
  const { session_id = null } = parsed.value as { session_id?: unknown };
  if (session_id === null || session_id === sessionId) return { value: parsed.value as Wire<M> };
  const msg = `must be ${sessionId}, as in the path, or omitted`;
  return { errors: [{ loc: ["body", "session_id"], msg, type: "session_id" }] };
}
