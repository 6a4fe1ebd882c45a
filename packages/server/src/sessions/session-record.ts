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

const isPresent = <T>(value: T): value is NonNullable<T> => value !== null && value !== undefined;

/**
 * Validates a session and turns it into a record.
 * @param id The id in the path; undefined if the session itself must have one.
 */
export function readSession(
  body: unknown,
  id: number | undefined,
): { record: SessionRecord } | { errors: ValidationError[] } {
  const errors = validateJson(sessionModel, body, ["body"]);
  const session = body as SessionWire | null | undefined;
  const bodyId = session?.session_id ?? undefined;
  const sessionId = typeof bodyId === "string" ? parseSessionId(bodyId) : id;
  const fail = (msg: string) =>
    addValidationError(errors, { loc: ["body", "session_id"], msg, type: "session_id" });
  if (id !== undefined && sessionId !== id) fail(`must be ${id}, as in the path, or omitted`);
  else if (sessionId === undefined) fail("must be a decimal number below 2^53, as a string");
  if (errors.length > 0 || sessionId === undefined) return { errors };
  const record = toRecord(session!, sessionId);
  if (record.json.length <= MAX_LENGTH) return { record };
  const msg = `has ${record.json.length} characters as JSON; the limit for a session is ${MAX_LENGTH}`;
  return { errors: [{ loc: ["body"], msg, type: "too_long" }] };
}

function toRecord(session: SessionWire, id: number): SessionRecord {
  const json: Record<string, unknown> = {};
  for (const field of fields) {
    const value = field === "session_id" ? String(id) : session[field];
    if (isPresent(value)) json[field] = value;
  }
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
