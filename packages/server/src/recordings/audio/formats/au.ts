import type { ByteReader } from "../byte-reader.js";
import { type FormatFacts, type SampleData, withoutFacts } from "./format.js";

const HEADER_BYTES = 24;
const UNKNOWN = 0xffffffff;

/** The bits of a sample by encoding. */
const BITS: Readonly<Record<number, number>> = {
  1: 8, // µ-law
  2: 8,
  3: 16,
  4: 24,
  5: 32,
  6: 32, // floating-point numbers
  7: 64,
  23: 4, // G.721
  24: 4, // G.722
  25: 3, // G.723
  26: 5,
  27: 8, // A-law
};
const G722 = 24;

/** What the header of a file states. */
export interface AuHeader {
  readonly data: SampleData;
  readonly encoding: number;
  readonly rate: number;
  readonly channels: number;
  readonly isBigEndian: boolean;
}

/** Reads Sun and NeXT audio, and its little-endian variant. */
export async function readAu(reader: ByteReader, type: string): Promise<FormatFacts> {
  const header = await parseAu(reader);
  if (!header) return withoutFacts(type, "the header is incomplete");
  const { data, encoding, rate, channels } = header;
  const bits = BITS[encoding];
  if (bits === undefined || rate === 0 || channels === 0) {
    const missing = bits === undefined ? "a known encoding" : "a sample rate and channels";
    const reason = `the file does not have ${missing}`;
    return { type, seconds: null, channels: channels || null, reason };
  }
  const samples = Math.floor((Math.max(0, data.end - data.start) * 8) / (bits * channels));
  // The rate of G.722 counts bytes in files of some programs: each byte has two samples of 16 kHz.
  const perSecond = encoding === G722 && rate === 8_000 ? 16_000 : rate;
  return { type, seconds: samples / perSecond, channels };
}

/** Undefined if the header is incomplete. */
export async function parseAu(reader: ByteReader): Promise<AuHeader | undefined> {
  const header = Buffer.from(await reader.at(0, HEADER_BYTES));
  if (header.length < HEADER_BYTES) return undefined;
  const isBigEndian = header.toString("latin1", 0, 4) === ".snd";
  if (!isBigEndian) header.swap32();
  const [start, size, encoding, rate, channels] = [4, 8, 12, 16, 20].map((at) =>
    header.readUInt32BE(at),
  ) as [number, number, number, number, number];
  const declaredEnd = size === UNKNOWN || size === 0 ? undefined : start + size;
  const end = Math.min(declaredEnd ?? reader.size, reader.size);
  return { data: { start, end, declaredEnd }, encoding, rate, channels, isBigEndian };
}
