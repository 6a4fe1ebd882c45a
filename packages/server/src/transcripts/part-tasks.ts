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
import { findJsonExcess } from "./json-limits.js";
import { completeEntry, findOverlong, summarize } from "./latency.js";
import { byTime, mergeTimeline } from "./timeline.js";

/** The part as it is stored, or its validation errors. */
export type ReadPart = { readonly json: Uint8Array } | { readonly errors: ValidationError[] };

interface TimelineParts {
  readonly sessionStart: string;
  /** As stored; undefined if the session has none. */
  readonly transcript: Uint8Array | undefined;
  readonly latency: Uint8Array | undefined;
}

type StoredTranscript = Pick<SessionTranscriptionWire, "transcription" | "actions">;

export function readTranscript(body: Uint8Array): ReadPart {
  const read = readBody(sessionTranscriptModel, body);
  if ("errors" in read) return read;
  const transcription = byTime(read.value.transcription ?? []);
  const actions = byTime(read.value.actions ?? []);
  return { json: encode({ transcription, actions }) };
}

export function readLatency(body: Uint8Array): ReadPart {
  const read = readBody(sessionLatencyPutModel, body);
  if ("errors" in read) return read;
  const { timeline } = read.value;
  const errors = findOverlong(timeline);
  if (errors.length > 0) return { errors };
  return { json: encode(byTime(timeline.map(completeEntry))) };
}

export function readSummary(body: Uint8Array): ReadPart {
  const read = readBody(sessionSummaryResponseModel, body);
  return "errors" in read ? read : { json: encode(read.value) };
}

/** The summary of stored latency, as JSON. */
export const summarizeLatency = (latency: Uint8Array): Uint8Array =>
  encode(summarize(parse<LatencyEntryWire[]>(latency)));

/** The events of a session's timeline, as JSON. */
export function buildTimeline({ sessionStart, transcript, latency }: TimelineParts): Uint8Array {
  const { transcription, actions } = transcript
    ? parse<StoredTranscript>(transcript)
    : { transcription: [], actions: [] };
  const entries = latency ? parse<LatencyEntryWire[]>(latency) : [];
  return encodeAll(mergeTimeline(sessionStart, transcription, actions, entries));
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
  body: Uint8Array,
): { value: Wire<M> } | { errors: ValidationError[] } {
  const excess = findJsonExcess(body);
  if (excess) return { errors: [{ loc: ["body"], msg: excess, type: "too_long" }] };
  const parsed = parseJson(body);
  if ("errors" in parsed) return parsed;
  const errors = validateJson(model, parsed.value, ["body"]);
  return errors.length > 0 ? { errors } : { value: parsed.value as Wire<M> };
}
