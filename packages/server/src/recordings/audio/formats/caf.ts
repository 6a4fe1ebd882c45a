import type { ByteReader } from "../byte-reader.js";
import { alacSamples } from "./alac.js";
import { type FormatFacts, withoutFacts } from "./format.js";

const HEADER_BYTES = 8;
const CHUNK_HEADER_BYTES = 12;
const DESCRIPTION_BYTES = 32;
/** The `data` chunk begins with an edit count. */
const EDIT_COUNT_BYTES = 4;
const PACKET_TABLE_HEADER_BYTES = 24;
/** Packets of no format are longer. */
const MAX_PACKET_FRAMES = 2 ** 20;

interface Description {
  readonly rate: number;
  readonly packetBytes: number;
  readonly packetFrames: number;
  readonly channels: number;
  readonly isAlac: boolean;
}
type Span = readonly [start: number, end: number];

/** Reads Core Audio Format. */
export async function readCaf(reader: ByteReader, type: string): Promise<FormatFacts> {
  let description: Description | undefined;
  let data: Span | undefined;
  let table: Span | undefined;
  for (let position = HEADER_BYTES; position < reader.size; ) {
    const header = await reader.at(position, CHUNK_HEADER_BYTES);
    if (header.length < CHUNK_HEADER_BYTES) break;
    const id = header.toString("latin1", 0, 4);
    const size = Number(header.readBigInt64BE(4));
    const start = position + CHUNK_HEADER_BYTES;
    const end = size < 0 ? reader.size : Math.min(start + size, reader.size);
    if (id === "desc") description = parseDescription(await reader.at(start, DESCRIPTION_BYTES));
    if (id === "data") data = [start + EDIT_COUNT_BYTES, end];
    if (id === "pakt") table = [start, end];
    position = start + (size < 0 ? reader.size : size);
  }
  if (!description) return withoutFacts(type, "the file has no desc chunk");
  const { rate, channels, packetBytes, packetFrames } = description;
  const without = (reason: string) => ({ type, seconds: null, channels, reason });
  if (!data) return without("the file has no data chunk");
  if (!(rate > 0)) return without("the file states no sample rate");
  const bytes = Math.max(0, data[1] - data[0]);
  if (packetFrames > MAX_PACKET_FRAMES) return without("the packets are too long");
  if (packetBytes > 0 && packetFrames > 0) {
    return { type, seconds: (Math.floor(bytes / packetBytes) * packetFrames) / rate, channels };
  }
  if (!table) return without("the packets have no table, so they can't be counted");
  const frames = await countFrames(reader, table, description, data);
  return { type, seconds: frames / rate, channels };
}

function parseDescription(chunk: Buffer): Description | undefined {
  if (chunk.length < DESCRIPTION_BYTES) return undefined;
  return {
    rate: chunk.readDoubleBE(0),
    packetBytes: chunk.readUInt32BE(16),
    packetFrames: chunk.readUInt32BE(20),
    channels: chunk.readUInt32BE(24),
    isAlac: chunk.toString("latin1", 8, 12) === "alac",
  };
}

/** The frames of the packets that are complete in the data, without priming and remainder. */
async function countFrames(
  reader: ByteReader,
  [start, end]: Span,
  { packetBytes, packetFrames, isAlac }: Description,
  [dataStart, dataEnd]: Span,
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
  if (last && isAlac && remainder === 0) {
    const [at, usual] = last;
    frames -= usual - alacSamples(await reader.at(at, 8), usual);
  }
  return Math.max(0, frames - priming - remainder);
}
