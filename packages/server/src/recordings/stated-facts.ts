import { parseDateTime, recordingUpdateModel, validateJson, type Wire } from "syllable-contract";
import { InvalidInputError } from "../errors.js";
import type { StatedFacts } from "../store/port.js";

/**
 * Reads what a client states about a recording, from a query or a body. Null removes what was stated before.
 * @throws InvalidInputError
 */
export function readStatedFacts(input: unknown, location: "query" | "body"): StatedFacts {
  const errors = validateJson(recordingUpdateModel, input, [location]);
  if (errors.length > 0) throw new InvalidInputError(errors);
  const { started_at, channels } = input as Wire<typeof recordingUpdateModel>;
  return {
    ...(started_at !== undefined && { startedAt: started_at && parseDateTime(started_at)! }),
    ...(channels !== undefined && { channelNames: channels?.split(",") ?? null }),
  } as StatedFacts;
}
