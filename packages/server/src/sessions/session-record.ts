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

/** So that a page of 10,000 sessions can be held at all. */
export const MAX_LENGTH = 32 * 1024;

const isPresent = <T>(value: T): value is NonNullable<T> => value !== null && value !== undefined;

/**
 * Reads a session as sent. `id` is the one that its place gives it, undefined where the session
 * itself must tell.
 */
export function readSession(
  body: unknown,
  id: number | undefined,
): { record: SessionRecord } | { errors: ValidationError[] } {
  const errors = validateJson(sessionModel, body, ["body"]);
  const session = body as SessionWire | null | undefined;
  const told = session?.session_id ?? undefined;
  const own = typeof told === "string" ? parseSessionId(told) : id;
  const fail = (msg: string) =>
    addValidationError(errors, { loc: ["body", "session_id"], msg, type: "session_id" });
  if (id !== undefined && own !== id) fail(`must be ${id}, as in the path, or left out`);
  else if (own === undefined) fail("must be a decimal number below 2^53, as a string");
  if (errors.length > 0 || own === undefined) return { errors };
  const record = toRecord(session!, own);
  if (record.json.length <= MAX_LENGTH) return { record };
  const msg = `has ${record.json.length} characters as JSON; a session may have ${MAX_LENGTH}`;
  return { errors: [{ loc: ["body"], msg, type: "too_long" }] };
}

function toRecord(session: SessionWire, id: number): SessionRecord {
  const wire: Record<string, unknown> = {};
  for (const field of fields) {
    const value = field === "session_id" ? String(id) : session[field];
    if (isPresent(value)) wire[field] = value;
  }
  const kept: Record<string, string | number | boolean> = {};
  for (const property of properties) {
    const value = session[property];
    if (isPresent(value)) kept[property] = value;
  }
  return {
    id,
    timestamp: parseDateTime(session.timestamp)!,
    isTest: session.is_test === true,
    properties: kept,
    json: JSON.stringify(wire),
  };
}
