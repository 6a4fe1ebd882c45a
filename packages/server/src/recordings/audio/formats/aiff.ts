import type { ByteReader } from "../byte-reader.js";
import { type FormatFacts, type SampleData, withoutFacts } from "./format.js";

const HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
const COMMON_BYTES = 18;
/** Programs that write to a pipe state a size of about 2 GiB. */
const PIPED = 0x7ffff000;

/** Bytes and samples of each channel in the smallest unit, by the compression of AIFF-C. */
const COMPRESSIONS: Readonly<Record<string, readonly [bytes: number, samples: number]>> = {
  in16: [2, 1],
  in24: [3, 1],
  in32: [4, 1],
  "42n1": [4, 1],
  fl32: [4, 1],
  fl64: [8, 1],
  ulaw: [1, 1],
  alaw: [1, 1],
  ima4: [34, 64],
  g722: [1, 2],
  gsm: [33, 160],
};
/** Linear samples, whose size the `COMM` chunk states. */
const LINEAR = new Set(["none", "sowt", "twos", "raw"]);

/** What the `COMM` chunk states. */
export interface AiffCommon {
  readonly channels: number;
  readonly rate: number;
  readonly bits: number;
  /** The compression of AIFF-C in lower case; `none` for AIFF. */
  readonly compression: string;
  /** Undefined if the compression is not known. */
  readonly unit: readonly [bytes: number, samples: number] | undefined;
}

/** What a file states. Undefined parts are missing or not valid. */
export interface AiffFile {
  readonly common: AiffCommon | undefined;
  readonly sound: SampleData | undefined;
}

/** Reads AIFF and AIFF-C. The samples are counted, because the `COMM` chunk of a pipe states none. */
export async function readAiff(reader: ByteReader, type: string): Promise<FormatFacts> {
  const { common, sound } = await parseAiff(reader);
  if (!common) return withoutFacts(type, "the file has no COMM chunk");
  const { channels, rate, unit } = common;
  if (!sound || !unit || !(rate > 0) || channels === 0) {
    const missing = sound ? "a sample rate or a known compression" : "an SSND chunk";
    return { type, seconds: null, channels, reason: `the file does not have ${missing}` };
  }
  const [bytes, samples] = unit;
  const units = Math.floor(Math.max(0, sound.end - sound.start) / (bytes * channels));
  return { type, seconds: (units * samples) / rate, channels };
}

/** Finds the `COMM` and the `SSND` chunk. */
export async function parseAiff(reader: ByteReader): Promise<AiffFile> {
  let common: AiffCommon | undefined;
  let sound: SampleData | undefined;
  for (let position = HEADER_BYTES; !(common && sound); ) {
    const header = await reader.at(position, CHUNK_HEADER_BYTES);
    if (header.length < CHUNK_HEADER_BYTES) break;
    const id = header.toString("latin1", 0, 4);
    const size = header.readUInt32BE(4);
    const start = position + CHUNK_HEADER_BYTES;
    if (id === "COMM") common = parseCommon(await reader.at(start, Math.min(size, 64)));
    if (id === "SSND") {
      const offset = await reader.at(start, 4);
      const first = start + 8 + (offset.length === 4 ? offset.readUInt32BE(0) : 0);
      const end = size > 8 ? Math.min(start + size, reader.size) : reader.size;
      const declaredEnd = size > 8 && size < PIPED ? start + size : undefined;
      sound = { start: first, end, declaredEnd };
    }
    position = start + size + (size % 2);
  }
  return { common, sound };
}

function parseCommon(chunk: Buffer): AiffCommon | undefined {
  if (chunk.length < COMMON_BYTES) return undefined;
  const bits = chunk.readUInt16BE(6);
  const compression = chunk.toString("latin1", 18, 22).trim().toLowerCase() || "none";
  return {
    channels: chunk.readUInt16BE(0),
    rate: extendedAt(chunk, 8),
    bits,
    compression,
    unit: LINEAR.has(compression)
      ? [Math.ceil(bits / 8), 1]
      : Object.hasOwn(COMPRESSIONS, compression)
        ? COMPRESSIONS[compression]
        : undefined,
  };
}

/** An 80-bit floating-point number. */
const extendedAt = (chunk: Buffer, at: number): number =>
  Number(chunk.readBigUInt64BE(at + 2)) * 2 ** ((chunk.readUInt16BE(at) & 0x7fff) - 16_383 - 63);
