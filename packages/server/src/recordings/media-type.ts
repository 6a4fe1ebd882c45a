import { format, parse } from "content-type";
import { invalid } from "../failure.js";
import { RECORDING_TYPES } from "./media-types.js";

const BYTES = "application/octet-stream";

/** The registered spelling by its lower-case form, because media types are case-insensitive. */
const TYPES = new Map(RECORDING_TYPES.map((type) => [type.toLowerCase(), type]));

/** The parameters that are stored, and the values that they may have. Others are dropped. */
const PARAMETERS: Readonly<Record<string, RegExp>> = {
  codecs: /^[\w.+-]{1,40}( ?, ?[\w.+-]{1,40}){0,7}$/,
  rate: /^[1-9]\d{0,6}$/,
  channels: /^[1-9]\d{0,2}$/,
};

const REMEDY = "omit the header to have the type detected, or send a type such as audio/wav";

/**
 * The media type that a Content-Type header declares; undefined if it is absent or is
 * `application/octet-stream`. Throws a 422 for any other type that a recording can't have.
 */
export function declaredType(header: string | undefined): string | undefined {
  const value = header?.trim();
  if (!value) return undefined;
  const read = readType(value);
  if ("fault" in read) throw invalid(["header", "content-type"], read.fault);
  return read.type === BYTES ? undefined : read.type;
}

/** The detected type, if a recording may have it. */
export function detectedType(found: string | undefined): string | undefined {
  const read = found === undefined ? undefined : readType(found);
  return read && "type" in read && read.type !== BYTES ? read.type : undefined;
}

/** What a stored recording is served as. Earlier versions stored types as they were sent. */
export function servedType(stored: string): string {
  const read = readType(stored);
  return "type" in read ? read.type : BYTES;
}

/** Parses a type and formats it again, so that nothing else reaches a response header. */
function readType(value: string): { type: string } | { fault: string } {
  const parsed = tryParse(value);
  if (!parsed) return { fault: `is not a valid media type; ${REMEDY}` };
  if (parsed.type === BYTES) return { type: BYTES };
  const type = TYPES.get(parsed.type);
  if (!type) return { fault: refusalOf(parsed.type) };
  const parameters: Record<string, string> = {};
  for (const [name, pattern] of Object.entries(PARAMETERS)) {
    const given = parsed.parameters[name];
    if (given === undefined) continue;
    if (!pattern.test(given))
      return { fault: `has an invalid ${name} parameter; omit it or correct it` };
    parameters[name] = given;
  }
  return { type: format({ type, parameters }) };
}

function tryParse(value: string): ReturnType<typeof parse> | undefined {
  try {
    return parse(value);
  } catch {
    return undefined;
  }
}

const refusalOf = (type: string): string =>
  /^(audio|video)\//.test(type)
    ? `is not a media type that recordings may have; omit the header to have the type detected, or send one of ${RECORDING_TYPES.join(", ")}`
    : `must be an audio or video type; ${REMEDY}`;
