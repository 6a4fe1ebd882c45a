import type { ByteReader } from "../byte-reader.js";
import { AAC_RATES, channelsOfConfiguration, channelsOfProgram } from "./aac.js";
import { BitReader } from "./bit-reader.js";
import { bitstreamFacts } from "./bitstream-facts.js";
import type { FormatFacts } from "./format.js";
import type { Bitstream, Frame } from "./frames.js";

const HEADER_BYTES = 7;
const BLOCK_SAMPLES = 1_024;
const PROGRAM_ELEMENT = 5;

/** Parses a header of the Audio Data Transport Stream (ISO 14496-3, annex 1.A.2). */
function parseAdtsFrame(header: Buffer): Frame | undefined {
  if (header.length < HEADER_BYTES || (header.readUInt16BE(0) & 0xfff6) !== 0xfff0)
    return undefined;
  const bits = new BitReader(header);
  bits.skip(15);
  const crc = bits.read(1) ? 0 : 2;
  const profile = bits.read(2);
  const rateIndex = bits.read(4);
  bits.skip(1);
  const configuration = bits.read(3);
  bits.skip(4);
  const bytes = bits.read(13);
  bits.skip(11);
  const blocks = bits.read(2) + 1;
  const rate = AAC_RATES[rateIndex];
  if (rate === undefined || bytes <= HEADER_BYTES + crc) return undefined;
  const channels =
    configuration === 0
      ? programChannels(header.subarray(HEADER_BYTES + crc))
      : channelsOfConfiguration(configuration);
  const key = (header[1]! << 16) | (profile << 12) | (rateIndex << 4) | configuration;
  return { bytes, samples: blocks * BLOCK_SAMPLES, rate, channels, key };
}

/** The channels that the program configuration at the start of a frame states. */
function programChannels(block: Buffer): number | undefined {
  const bits = new BitReader(block);
  return bits.read(3) === PROGRAM_ELEMENT ? channelsOfProgram(bits) : undefined;
}

export const ADTS_BITSTREAM: Bitstream = { sync: 0xff, parse: parseAdtsFrame };

export const readAdts = (reader: ByteReader, type: string): Promise<FormatFacts> =>
  bitstreamFacts(reader, type, ADTS_BITSTREAM);
