/** Bodies of requests: JSON, lines of JSON, audio, or any bytes. */
import fc from "fast-check";
import { sessionModel } from "syllable-contract";
import { HOSTILE_AUDIO, hostileAudio } from "../hostile/audio.mjs";
import { jsonOf } from "./values.mjs";

const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));

const audio = fc
  .tuple(fc.constantFrom(...Object.keys(HOSTILE_AUDIO)), fc.constantFrom(64, 1_024, 8_192))
  .map(([name, size]) => hostileAudio(name, size).bytes);

const { sessionId, ...otherFields } = sessionModel.fields;
/** A session as it is created: the service gives it an id. */
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

/** What this operation takes; at times what it does not take, or nothing. */
export function bodyOf({ id, body }) {
  return fc.oneof(
    { weight: 20, arbitrary: fittingBody(id, body) },
    { weight: 1, arbitrary: bytes },
    { weight: 1, arbitrary: jsonOf(sessionModel) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}

function fittingBody(id, body) {
  if (body === "bytes") return fc.oneof(audio, bytes);
  if (body === "ndjson") return lines;
  if (id === "session_create") return jsonOf(newSession);
  if (typeof body === "object") return jsonOf(body);
  return fc.constantFrom(undefined, Buffer.from("{}"));
}
