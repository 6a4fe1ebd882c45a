/** Bodies of requests: JSON, NDJSON, audio or random bytes. */
import fc from "fast-check";
import { sessionModel } from "syllable-contract";
import { HOSTILE_AUDIO, hostileAudio } from "../hostile/audio.mjs";
import { jsonOf } from "./values.mjs";

const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));

const audio = fc
  .tuple(fc.constantFrom(...Object.keys(HOSTILE_AUDIO)), fc.constantFrom(64, 1_024, 8_192))
  .map(([name, size]) => hostileAudio(name, size).bytes);

const { sessionId, ...otherFields } = sessionModel.fields;
/** A session to create. The service assigns its id. */
const newSession = { ...sessionModel, fields: otherFields };

const lines = fc
  .tuple(
    fc.array(
      fc.oneof({ weight: 6, arbitrary: jsonOf(sessionModel) }, { weight: 1, arbitrary: bytes }),
      { maxLength: 5 },
    ),
    fc.constantFrom("\n", "\r\n", "\n\n"),
  )
  .map(([all, end]) => Buffer.concat(all.flatMap((line) => [line, Buffer.from(end)])));

/** Generates bodies that the operation accepts and, sometimes, other bodies or none. */
export function bodyOf({ id, body }) {
  return fc.oneof(
    { weight: 20, arbitrary: validBody(id, body) },
    { weight: 1, arbitrary: bytes },
    { weight: 1, arbitrary: jsonOf(sessionModel) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}

function validBody(id, body) {
  if (body === "bytes") return fc.oneof(audio, bytes);
  if (body === "ndjson") return lines;
  if (id === "session_create") return jsonOf(newSession);
  if (typeof body === "object") return jsonOf(body);
  return fc.constantFrom(undefined, Buffer.from("{}"));
}
