import { SDKValidationError } from "../models/errors/sdk-validation-error.js";
import type { SessionsIterateRequest } from "./options.js";
import { type Position, START } from "./position.js";

const VERSION = 1;

/** The parts of a cursor: version, first, at, keys. */
type Parts = readonly [typeof VERSION, number, number, ...string[]];

/** Writes a position down. The request's values, phone numbers say, are in it as a checksum only. */
export function writeCursor(request: SessionsIterateRequest, position: Position): string {
  const parts: Parts = [VERSION, position.first, position.at, ...position.keys];
  return encodeURIComponent(JSON.stringify([checksum(request, parts), ...parts]));
}

/** @throws {SDKValidationError} where the cursor is damaged, or another request's */
export function readCursor(request: SessionsIterateRequest, cursor: string | undefined): Position {
  if (cursor === undefined) return START;
  try {
    const [sum, ...rest] = JSON.parse(decodeURIComponent(cursor));
    const parts: Parts = rest;
    const [version, first, at, ...keys] = parts;
    if (version === VERSION && sum === checksum(request, parts)) {
      return { first, at, keys };
    }
  } catch {}
  throw new SDKValidationError("cursor: damaged, or of another request", cursor);
}

/** FNV-1a over what a cursor holds for. */
function checksum(request: SessionsIterateRequest, parts: Parts): number {
  const { orderByDirection, searchFields, searchFieldValues, startDatetime, endDatetime } = request;
  const bound = [
    orderByDirection ?? "desc",
    searchFields ?? [],
    searchFieldValues ?? [],
    startDatetime,
    endDatetime,
  ];
  let sum = 0x811c9dc5;
  for (const character of JSON.stringify([bound, parts])) {
    sum = Math.imul(sum ^ character.codePointAt(0)!, 0x01000193);
  }
  return sum;
}
