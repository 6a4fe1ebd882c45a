import { SDKValidationError } from "../models/errors/sdk-validation-error.js";
import type { SessionsIterateRequest } from "./options.js";
import { type Position, START } from "./position.js";

/** The fields of a request that a cursor is bound to. */
const BOUND_FIELDS = [
  "orderByDirection",
  "searchFields",
  "searchFieldValues",
  "startDatetime",
  "endDatetime",
] as const;

/**
 * Encodes a position as version, checksum, first, at and keys. Only a checksum of the request is
 * included, because its filters may contain phone numbers.
 */
export function writeCursor(
  request: SessionsIterateRequest,
  { first, at, keys }: Position,
): string {
  const parts = [first, at, ...keys];
  return encodeURIComponent(JSON.stringify([1, checksum(request, parts), ...parts]));
}

/** @throws {SDKValidationError} if the cursor is damaged or belongs to another request */
export function readCursor(request: SessionsIterateRequest, cursor: string | undefined): Position {
  if (cursor == null) return START;
  try {
    const [version, sum, ...parts] = JSON.parse(decodeURIComponent(cursor));
    const [first, at, ...keys] = parts;
    if (version === 1 && sum === checksum(request, parts)) return { first, at, keys };
  } catch {}
  throw new SDKValidationError("cursor: damaged, or belongs to another request", cursor);
}

/** FNV-1a. */
function checksum(request: SessionsIterateRequest, parts: unknown[]): number {
  let sum = 0x811c9dc5;
  for (const character of JSON.stringify([BOUND_FIELDS.map((name) => request[name]), parts])) {
    sum = Math.imul(sum ^ character.codePointAt(0)!, 0x01000193);
  }
  return sum;
}
