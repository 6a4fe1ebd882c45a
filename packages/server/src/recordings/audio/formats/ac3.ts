import type { ByteReader } from "../byte-reader.js";
import { BitReader } from "./bit-reader.js";
import { bitstreamFacts } from "./bitstream-facts.js";
import type { FormatFacts } from "./format.js";
import type { Bitstream, Frame } from "./frames.js";

const RATES = [48_000, 44_100, 32_000];
const KILOBITS = [
  32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640,
];
/** Channels by audio coding mode, without the low-frequency channel. */
const CHANNELS = [2, 1, 2, 3, 3, 4, 4, 5];
const SAMPLES = 1_536;
const BLOCK_SAMPLES = 256;
const BLOCKS = [1, 2, 3, 6];
const LAST_AC3 = 10;
const LAST_EAC3 = 16;
const EAC3_KEY = 0x100;
const DEPENDENT = 1;

/** Parses the header of an AC-3 or E-AC-3 frame (ETSI TS 102 366). */
function parseFrame(header: Buffer): Frame | undefined {
  if (header.length < 8 || header.readUInt16BE(0) !== 0x0b77) return undefined;
  const version = header[5]! >> 3;
  if (version <= LAST_AC3) return parseAc3(header, version);
  return version <= LAST_EAC3 ? parseEac3(header) : undefined;
}

function parseAc3(header: Buffer, version: number): Frame | undefined {
  const rateIndex = header[4]! >> 6;
  const sizeCode = header[4]! & 0x3f;
  const rate = RATES[rateIndex];
  const kilobits = KILOBITS[sizeCode >> 1];
  if (rate === undefined || kilobits === undefined) return undefined;
  const words = Math.floor((kilobits * 96_000) / rate) + (rate === 44_100 ? sizeCode & 1 : 0);
  const bits = new BitReader(header.subarray(6));
  const mode = bits.read(3);
  if (mode & 1 && mode !== 1) bits.skip(2);
  if (mode & 4) bits.skip(2);
  if (mode === 2) bits.skip(2);
  const channels = CHANNELS[mode]! + bits.read(1);
  // Versions above 8 halve the rate.
  const halvings = Math.max(0, version - 8);
  return { bytes: words * 2, samples: SAMPLES, rate: rate >> halvings, channels, key: rateIndex };
}

function parseEac3(header: Buffer): Frame | undefined {
  const bits = new BitReader(header.subarray(2));
  const streamType = bits.read(2);
  const substream = bits.read(3);
  const bytes = (bits.read(11) + 1) * 2;
  let rate = RATES[bits.read(2)];
  let blocks = 6;
  if (rate === undefined) {
    const full = RATES[bits.read(2)];
    if (full === undefined) return undefined;
    rate = full / 2;
  } else {
    blocks = BLOCKS[bits.read(2)]!;
  }
  if (streamType === 3) return undefined;
  const channels = CHANNELS[bits.read(3)]! + bits.read(1);
  const isMain = streamType !== DEPENDENT && substream === 0;
  return {
    bytes,
    samples: isMain ? blocks * BLOCK_SAMPLES : 0,
    rate,
    // A dependent frame adds channels to those of its main frame. Zero makes them count as mixed.
    channels: streamType === DEPENDENT ? 0 : isMain ? channels : undefined,
    key: EAC3_KEY | rate,
  };
}

export const AC3_BITSTREAM: Bitstream = { sync: 0x0b, parse: parseFrame };

export async function readAc3(reader: ByteReader): Promise<FormatFacts> {
  const version = ((await reader.at(0, 6))[5] ?? 0) >> 3;
  return bitstreamFacts(reader, version > LAST_AC3 ? "audio/eac3" : "audio/ac3", AC3_BITSTREAM);
}
