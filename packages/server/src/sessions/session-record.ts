import {
  addValidationError,
  parseDateTime,
  SessionProperties,
  type SessionWire,
  sessionModel,
  type ValidationError,
  validateJson,
  wireFields,
} from "syllable-contract";
import type { SessionRecord } from "../store/port.js";
import { parseSessionId } from "./session-id.js";

const fields = [...wireFields(sessionModel).keys()] as (keyof SessionWire)[];
const properties = Object.values(SessionProperties);

/** The longest session as JSON, in characters. It bounds the size of a page of 10,000 sessions. */
export const MAX_LENGTH = 32 * 1024;

/** The most unknown fields that fit, because each takes at least four characters. */
const MAX_FIELDS = MAX_LENGTH / 4;

const isPresent = <T>(value: T): value is NonNullable<T> => value !== null && value !== undefined;

/** The deepest value of an unknown field. A deeper one could not be converted to JSON again. */
const MAX_LEVELS = 64;

/** A session as it is stored, or its validation errors, and the names of its unknown fields. */
export type ReadSession = { readonly unknown: readonly string[] } & (
  | { readonly record: SessionRecord }
  | { readonly errors: readonly ValidationError[] }
);

/**
 * Validates a session and turns it into a record. Fields that the model does not have are stored as sent.
 * @param id The id in the path; undefined if the session itself must have one.
 */
export function readSession(body: unknown, id: number | undefined): ReadSession {
  const unknown: string[] = [];
  const errors = validateJson(sessionModel, body, ["body"], (name) => unknown.push(name));
  if (unknown.length > MAX_FIELDS) {
    const msg = `has ${unknown.length} unknown fields; the limit for a session is ${MAX_LENGTH} characters as JSON`;
    return { errors: [{ loc: ["body"], msg, type: "too_long" }], unknown };
  }
  const session = body as SessionWire | null | undefined;
  const bodyId = session?.session_id ?? undefined;
  const sessionId = typeof bodyId === "string" ? parseSessionId(bodyId) : id;
  const fail = (msg: string, field = "session_id", type = field) =>
    addValidationError(errors, { loc: ["body", field], msg, type });
  if (id !== undefined && sessionId !== id) fail(`must be ${id}, as in the path, or omitted`);
  else if (sessionId === undefined) fail("must be a decimal number below 2^53, as a string");
  for (const name of unknown) {
    if (hasMoreLevels(fieldOf(session, name), MAX_LEVELS)) {
      fail(`must have at most ${MAX_LEVELS} levels`, name, "too_long");
    }
  }
  if (errors.length > 0 || sessionId === undefined) return { errors, unknown };
  const record = toRecord(session!, sessionId, unknown);
  if (record.json.length <= MAX_LENGTH) return { record, unknown };
  const msg = `has ${record.json.length} characters as JSON; the limit for a session is ${MAX_LENGTH}`;
  return { errors: [{ loc: ["body"], msg, type: "too_long" }], unknown };
}

const fieldOf = (session: unknown, name: string): unknown =>
  (session as Readonly<Record<string, unknown>>)[name];

/** Whether a value has objects or arrays nested deeper than this. */
function hasMoreLevels(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => hasMoreLevels(item, levels - 1));
}

function toRecord(session: SessionWire, id: number, unknown: readonly string[]): SessionRecord {
  // Without a prototype, so that `__proto__` is a name like any other.
  const json: Record<string, unknown> = Object.create(null);
  for (const field of fields) {
    const value = field === "session_id" ? String(id) : session[field];
    if (isPresent(value)) json[field] = value;
  }
  for (const name of unknown) json[name] = fieldOf(session, name);
  const indexed: Record<string, string | number | boolean> = {};
  for (const property of properties) {
    const value = session[property];
    if (isPresent(value)) indexed[property] = value;
  }
  return {
    id,
    timestamp: parseDateTime(session.timestamp)!,
    isTest: session.is_test === true,
    properties: indexed,
    json: JSON.stringify(json),
  };
}
