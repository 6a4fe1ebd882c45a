import { BufferSizeError } from "strtok3";
import { ByteReader } from "./byte-reader.js";
import { type ChunkedBytes, ReadLimitError } from "./chunked-bytes.js";
import { type FormatFacts, TooLargeToCountError } from "./formats/format.js";
import { FORMATS } from "./formats/formats.js";
import { otherType, readOther } from "./formats/other.js";
import { skipId3v2 } from "./formats/tags.js";
import { isText } from "./is-text.js";
import type { AudioFacts } from "./messages.js";
import { type Claims, rawFacts, rawTypeOf } from "./raw-audio.js";
import { sniff } from "./sniff.js";

/** Limits of plausible facts. A damaged file may state more. */
const MAX_SECONDS = 1e6;
const MAX_CHANNELS = 255;

/**
 * Reads the media type, the duration and the number of channels of a recording.
 * @param onType called with the type as soon as it is known
 */
export async function readFacts(
  bytes: ChunkedBytes,
  claims: Claims,
  onType: (type: string | undefined) => void = () => undefined,
): Promise<AudioFacts> {
  let type: string | undefined;
  const setType = (found: string | undefined) => {
    type = found;
    onType(found);
  };
  try {
    const facts = await factsOf(bytes, claims, setType);
    bytes.throwIfExceeded();
    return checked(facts);
  } catch (error) {
    return { ...failure(error), seconds: null, channels: null, type };
  }
}

type PossibleFacts = Omit<FormatFacts, "type"> & { readonly type: string | undefined };

async function factsOf(
  bytes: ChunkedBytes,
  claims: Claims,
  setType: (type: string | undefined) => void,
): Promise<PossibleFacts> {
  const whole = new ByteReader(bytes);
  const reader = whole.slice(await skipId3v2(whole), whole.size);
  const rawType = rawTypeOf(claims);
  const name = await sniff(reader, rawType !== undefined);
  if (name) {
    const { type, relatives, read } = FORMATS[name];
    const isPossible = claims.type !== undefined && relatives?.test(claims.type);
    setType(isPossible ? claims.type : type);
    const facts = await read(reader, type);
    const isDamaged = facts.seconds === null && facts.channels === null;
    return isDamaged && isPossible ? { ...facts, type: claims.type } : facts;
  }
  const other = await otherType(whole);
  const isMedia = other !== undefined && /^(audio|video)\//.test(other);
  setType(other ?? rawType);
  if (isMedia) return readOther(bytes, other);
  if (other !== undefined) return unknown(other, `the bytes are ${other}, which is not audio`);
  if (await isText(whole)) return unknown(undefined, "the bytes are text, which is not audio");
  if (rawType !== undefined) return { type: rawType, ...rawFacts(rawType, bytes.size) };
  return unknown(undefined, "the bytes are not audio of a known format");
}

const unknown = (type: string | undefined, reason: string): PossibleFacts => ({
  type,
  seconds: null,
  channels: null,
  reason,
});

/** Removes facts that are not plausible. */
function checked({ type, reason, ...facts }: PossibleFacts): AudioFacts {
  const seconds = within(toMicroseconds(facts.seconds), MAX_SECONDS);
  const channels = Number.isInteger(facts.channels) ? within(facts.channels, MAX_CHANNELS) : null;
  if (seconds !== null && channels !== null) {
    return { analysis: "ready", analysisDetail: null, seconds, channels, type };
  }
  const missing = seconds === null ? "the duration" : "the number of channels";
  const analysisDetail = reason ?? `the bytes do not state ${missing}`;
  return { analysis: "unsupported", analysisDetail, seconds, channels, type };
}

/** Rounds a sum of the durations of frames, which has errors of floating-point arithmetic. */
const toMicroseconds = (seconds: number | null): number | null =>
  seconds === null ? null : Math.round(seconds * 1e6) / 1e6;

const within = (value: number | null, max: number): number | null =>
  value !== null && value > 0 && value <= max ? value : null;

function failure(error: unknown): Pick<AudioFacts, "analysis" | "analysisDetail"> {
  if (error instanceof ReadLimitError) return failed(error.message);
  if (error instanceof TooLargeToCountError) {
    return failed(`the file is too large to be read in full, and ${error.message}`);
  }
  if (error instanceof BufferSizeError) return failed("a tag or table of the file is too large");
  return { analysis: "unsupported", analysisDetail: "the bytes can't be read as audio" };
}

const failed = (analysisDetail: string) => ({ analysis: "failed", analysisDetail }) as const;
