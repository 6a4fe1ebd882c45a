import { type ImportResultWire, shorten, type ValidationError } from "syllable-contract";
import { describeValidationError } from "../../errors.js";
import type { MatchProperty, SessionRecord } from "../../store/port.js";
import { generateSessionId } from "../session-id.js";
import { MAX_LENGTH, readSession } from "../session-record.js";
import type { Line } from "./line.js";

/** The longest line that is accepted. */
export const MAX_LINE_BYTES = 1024 * 1024;

/** Shorter lines have too few values to take more than a few milliseconds to parse. */
const LONG_LINE_BYTES = 64 * 1024;
/** The most values that a session can have, because each takes at least two characters. */
const MAX_VALUES = MAX_LENGTH / 2;

const MAX_DETAIL_ERRORS = 5;
const MAX_DETAIL_LENGTH = 1_000;

/** The most unknown fields that a warning names, and the most characters of each name. */
const MAX_NAMES = 10;
const MAX_NAME_LENGTH = 100;

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** A session of an import, with the number of its line. */
export interface ImportedLine {
  readonly line: number;
  readonly record: SessionRecord;
  /** Whether the line has the session's id; otherwise a new one was assigned. */
  readonly hasId: boolean;
  readonly warnings?: string[];
}

/** Returns the session of a line, or the import result that rejects the line. */
export function readLine(
  { number: line, bytes, problem }: Line,
  match: MatchProperty | undefined,
): ImportedLine | ImportResultWire {
  const reject = (detail: string): ImportResultWire => ({
    line,
    status: "rejected",
    detail: shorten(detail, MAX_DETAIL_LENGTH),
  });
  if (problem) return reject(problem);
  if (!bytes) return reject(`is longer than ${MAX_LINE_BYTES} bytes`);
  if (bytes.length > LONG_LINE_BYTES && hasTooManyValues(bytes)) {
    const limit = `the limit for a session is ${MAX_LENGTH} characters as JSON`;
    return reject(`has more than ${MAX_VALUES} values; ${limit}`);
  }
  let body: unknown;
  try {
    body = JSON.parse(utf8.decode(bytes));
  } catch (error) {
    return reject(`is not valid JSON: ${(error as Error).message}`);
  }
  const id = (body as { session_id?: unknown } | null)?.session_id;
  const hasId = id != null;
  const read = readSession(body, hasId ? undefined : generateSessionId());
  const warnings = read.unknown.length > 0 ? { warnings: [warnOf(read.unknown)] } : undefined;
  if ("errors" in read) return { ...reject(describe(read.errors)), ...warnings };
  if (match && !hasId && !read.record.properties[match]) {
    const reason = `${match} is required by an import that matches sessions by it`;
    return { ...reject(`${reason}; add it, or a session_id`), ...warnings };
  }
  return { line, record: read.record, hasId, ...warnings };
}

/** A warning about fields that may be misspelt or come from a newer version of the API. */
function warnOf(unknown: readonly string[]): string {
  const names = unknown.slice(0, MAX_NAMES).map((name) => shorten(name, MAX_NAME_LENGTH));
  if (unknown.length > MAX_NAMES) names.push(`and ${unknown.length - MAX_NAMES} more`);
  return `unknown fields: ${names.join(", ")}`;
}

function describe(errors: readonly ValidationError[]): string {
  const described = errors.slice(0, MAX_DETAIL_ERRORS).map(describeValidationError);
  if (errors.length > MAX_DETAIL_ERRORS) described.push("and more");
  return described.join("; ");
}

/** Counts the values of a JSON text without parsing it. */
function hasTooManyValues(bytes: Buffer): boolean {
  let values = 0;
  let inString = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === BACKSLASH) at += 1;
    else if (byte === QUOTE) inString = !inString;
    else if (inString) continue;
    else if (byte === COMMA || byte === OPEN_BRACKET || byte === OPEN_BRACE) values += 1;
  }
  return values > MAX_VALUES;
}
