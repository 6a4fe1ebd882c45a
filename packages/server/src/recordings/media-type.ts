import { format, parse } from "content-type";
import { RECORDING_TYPES, SYNONYMS } from "./media-types.js";

const BYTES = "application/octet-stream";

/** The registered spelling of each type by its lower-case form. */
const TYPES = new Map(RECORDING_TYPES.map((type) => [type.toLowerCase(), type]));

/** The parameters that are stored, with the values that they may have. Others are dropped. */
const PARAMETERS: Readonly<Record<string, RegExp>> = {
  codecs: /^[\w.+-]{1,40}( ?, ?[\w.+-]{1,40}){0,7}$/,
  rate: /^[1-9]\d{0,6}$/,
  channels: /^[1-9]\d{0,2}$/,
};

const REMEDY = "omit the header to have the type detected, or send a type such as audio/wav";

/** A media type that recordings may have (undefined for `application/octet-stream`), or an error message. */
export type ParsedType = { readonly type: string | undefined } | { readonly error: string };

/** The detected type, if a recording may have it. */
export function detectedType(found: string | undefined): string | undefined {
  const parsed = found === undefined ? undefined : parseRecordingType(found);
  return parsed && "type" in parsed ? parsed.type : undefined;
}

/**
 * The type that a recording is stored with: that of its bytes, if it is known, or else the declared one. Of
 * two names of one type, the declared one is stored, with its parameters.
 */
export function chosenType(
  declared: string | undefined,
  found: string | undefined,
): string | undefined {
  const detected = detectedType(found);
  if (declared === undefined || detected === undefined) return detected ?? declared;
  return nameOf(declared) === nameOf(detected) ? declared : detected;
}

const nameOf = (type: string): string => {
  const essence = type.split(";")[0]!.toLowerCase();
  return SYNONYMS.get(essence) ?? essence;
};

/** The media type that a stored recording is served with. Earlier versions stored types as sent. */
export function servedType(stored: string): string {
  const parsed = parseRecordingType(stored);
  return ("type" in parsed && parsed.type) || BYTES;
}

/** Parses a type and formats it again, so that nothing else reaches a response header. */
export function parseRecordingType(value: string): ParsedType {
  const parsed = tryParse(value);
  if (!parsed) return { error: `is not a valid media type; ${REMEDY}` };
  if (parsed.type === BYTES) return { type: undefined };
  const type = TYPES.get(parsed.type);
  if (!type) return { error: rejectionOf(parsed.type) };
  const parameters: Record<string, string> = {};
  for (const [name, pattern] of Object.entries(PARAMETERS)) {
    const parameter = parsed.parameters[name];
    if (parameter === undefined) continue;
    if (!pattern.test(parameter)) {
      return { error: `has an invalid ${name} parameter; omit it or correct it` };
    }
    parameters[name] = parameter;
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

const rejectionOf = (type: string): string =>
  /^(audio|video)\//.test(type)
    ? `is not a media type of recordings; omit the header to have the type detected, or send one of ${RECORDING_TYPES.join(", ")}`
    : `must be an audio or video type; ${REMEDY}`;
