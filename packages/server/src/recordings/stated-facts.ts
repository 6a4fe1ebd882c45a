import { parseDateTime, recordingUpdateModel, validateJson, type Wire } from "syllable-contract";
import { InvalidInputError } from "../errors.js";
import type { StatedFacts } from "../store/port.js";

/** Microseconds since 1970 are exact in these years. `parseDateTime` returns the limit for others. */
const OUT_OF_RANGE = "must be in the years 1685 to 2254";

/**
 * Reads what a client states about a recording, from a query or a body. Null removes what was stated before.
 * @throws InvalidInputError
 */
export function readStatedFacts(input: unknown, location: "query" | "body"): StatedFacts {
  const errors = validateJson(recordingUpdateModel, input, [location]);
  if (errors.length > 0) throw new InvalidInputError(errors);
  const { started_at, channels } = input as Wire<typeof recordingUpdateModel>;
  const startedAt = started_at && parseDateTime(started_at)!;
  if (typeof startedAt === "number" && Math.abs(startedAt) >= Number.MAX_SAFE_INTEGER) {
    throw InvalidInputError.at([location, "started_at"], OUT_OF_RANGE);
  }
  return {
    ...(started_at !== undefined && { startedAt }),
    ...(channels !== undefined && { channelNames: channels?.split(",") ?? null }),
  } as StatedFacts;
}
