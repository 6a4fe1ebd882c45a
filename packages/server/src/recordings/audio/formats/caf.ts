import type { ByteReader } from "../byte-reader.js";
import { alacSamples } from "./alac.js";
import { type FormatFacts, type SampleData, withoutFacts } from "./format.js";

const HEADER_BYTES = 8;
const CHUNK_HEADER_BYTES = 12;
const DESCRIPTION_BYTES = 32;
/** The `data` chunk begins with an edit count. */
const EDIT_COUNT_BYTES = 4;
const PACKET_TABLE_HEADER_BYTES = 24;
/** Packets of no format are longer. */
const MAX_PACKET_FRAMES = 2 ** 20;

/** What the `desc` chunk states. */
export interface CafDescription {
  readonly rate: number;
  /** The name of the encoding, such as `lpcm`. */
  readonly format: string;
  readonly flags: number;
  /** 0 if the packets vary. */
  readonly packetBytes: number;
  /** 0 if the packets vary. */
  readonly packetFrames: number;
  readonly channels: number;
  readonly bits: number;
}
type Span = readonly [start: number, end: number];

/** What a file states. Undefined parts are missing or not valid. */
export interface CafFile {
  readonly description: CafDescription | undefined;
  readonly data: SampleData | undefined;
  /** The packet table. */
  readonly table: Span | undefined;
}

/** Reads Core Audio Format. */
export async function readCaf(reader: ByteReader, type: string): Promise<FormatFacts> {
  const { description, data, table } = await parseCaf(reader);
  if (!description) return withoutFacts(type, "the file has no desc chunk");
  const { rate, channels, packetBytes, packetFrames } = description;
  const without = (reason: string) => ({ type, seconds: null, channels, reason });
  if (!data) return without("the file has no data chunk");
  if (!(rate > 0)) return without("the file states no sample rate");
  const bytes = Math.max(0, data.end - data.start);
  if (packetFrames > MAX_PACKET_FRAMES) return without("the packets are too long");
  if (packetBytes > 0 && packetFrames > 0) {
    return { type, seconds: (Math.floor(bytes / packetBytes) * packetFrames) / rate, channels };
  }
  if (!table) return without("the packets have no table, so they can't be counted");
  const frames = await countFrames(reader, table, description, data);
  return { type, seconds: frames / rate, channels };
}

/** Finds the chunks of a file. */
export async function parseCaf(reader: ByteReader): Promise<CafFile> {
  let description: CafDescription | undefined;
  let data: SampleData | undefined;
  let table: Span | undefined;
  for (let position = HEADER_BYTES; position < reader.size; ) {
    const header = await reader.at(position, CHUNK_HEADER_BYTES);
    if (header.length < CHUNK_HEADER_BYTES) break;
    const id = header.toString("latin1", 0, 4);
    const size = Number(header.readBigInt64BE(4));
    const start = position + CHUNK_HEADER_BYTES;
    const declaredEnd = size < 0 ? undefined : start + size;
    const end = Math.min(declaredEnd ?? reader.size, reader.size);
    if (id === "desc") description = parseDescription(await reader.at(start, DESCRIPTION_BYTES));
    if (id === "data") data = { start: start + EDIT_COUNT_BYTES, end, declaredEnd };
    if (id === "pakt") table = [start, end];
    position = declaredEnd ?? reader.size;
  }
  return { description, data, table };
}

function parseDescription(chunk: Buffer): CafDescription | undefined {
  if (chunk.length < DESCRIPTION_BYTES) return undefined;
  return {
    rate: chunk.readDoubleBE(0),
    format: chunk.toString("latin1", 8, 12),
    flags: chunk.readUInt32BE(12),
    packetBytes: chunk.readUInt32BE(16),
    packetFrames: chunk.readUInt32BE(20),
    channels: chunk.readUInt32BE(24),
    bits: chunk.readUInt32BE(28),
  };
}

/** The frames of the packets that are complete in the data, without priming and remainder. */
async function countFrames(
  reader: ByteReader,
  [start, end]: Span,
  { packetBytes, packetFrames, format }: CafDescription,
  { start: dataStart, end: dataEnd }: SampleData,
): Promise<number> {
  const header = await reader.at(start, PACKET_TABLE_HEADER_BYTES);
  if (header.length < PACKET_TABLE_HEADER_BYTES) return 0;
  const packets = Number(header.readBigInt64BE(0));
  const priming = Math.max(0, header.readInt32BE(16));
  const remainder = Math.max(0, header.readInt32BE(20));
  let position = start + PACKET_TABLE_HEADER_BYTES;
  let last: Span | undefined;
  const next = async () => {
    let value = 0;
    for (;;) {
      const byte = position < end ? (await reader.at(position++, 1))[0] : undefined;
      if (byte === undefined) return undefined;
      value = value * 128 + (byte & 0x7f);
      if (byte < 0x80) return value;
    }
  };
  let frames = 0;
  let used = 0;
  for (let packet = 0; packet < packets; packet++) {
    const size = packetBytes || (await next());
    const count = packetFrames || (await next());
    if (size === undefined || count === undefined || used + size > dataEnd - dataStart)
      return Math.max(0, frames - priming);
    last = [dataStart + used, count];
    used += size;
    frames += count;
  }
  if (last && format === "alac" && remainder === 0) {
    const [at, usual] = last;
    frames -= usual - alacSamples(await reader.at(at, 8), usual);
  }
  return Math.max(0, frames - priming - remainder);
}
