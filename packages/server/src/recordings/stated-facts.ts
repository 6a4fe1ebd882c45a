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
  const stated = location === "query" ? withPlus(input as Query) : input;
  const errors = validateJson(recordingUpdateModel, stated, [location]);
  if (errors.length > 0) throw new InvalidInputError(errors);
  const { started_at, channels } = stated as Wire<typeof recordingUpdateModel>;
  const startedAt = started_at && parseDateTime(started_at)!;
  if (typeof startedAt === "number" && Math.abs(startedAt) >= Number.MAX_SAFE_INTEGER) {
    throw InvalidInputError.at([location, "started_at"], OUT_OF_RANGE);
  }
  return {
    ...(started_at !== undefined && { startedAt }),
    ...(channels !== undefined && { channelNames: channels?.split(",") ?? null }),
  } as StatedFacts;
}

type Query = Readonly<Record<string, unknown>>;

/** An unencoded `+` in a query is decoded as a space. */
const withPlus = ({ started_at, ...others }: Query): Query =>
  typeof started_at === "string"
    ? { ...others, started_at: started_at.replace(/ (?=\d\d:\d\d$)/, "+") }
    : { ...others, ...(started_at !== undefined && { started_at }) };
