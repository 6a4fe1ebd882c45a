import type { ByteReader } from "../byte-reader.js";
import { type AacConfig, parseAacConfig } from "./aac.js";
import { BitReader } from "./bit-reader.js";
import { bitstreamFacts } from "./bitstream-facts.js";
import type { FormatFacts } from "./format.js";
import type { Bitstream, Frame } from "./frames.js";

const HEADER_BYTES = 3;

/**
 * The frames of a Low Overhead Audio Stream (ISO 14496-3, 1.7.2). Only some of them repeat the
 * configuration, so the parser remembers it.
 */
export function latmBitstream(): Bitstream {
  let config: AacConfig | undefined;
  const parse = (header: Buffer): Frame | undefined => {
    if (header.length < HEADER_BYTES + 1 || header.readUInt16BE(0) >> 5 !== 0x2b7) return undefined;
    const bytes = HEADER_BYTES + (header.readUInt16BE(1) & 0x1fff);
    const hasConfig = header[HEADER_BYTES]! < 0x80;
    if (hasConfig) config = parseMuxConfig(header.subarray(HEADER_BYTES)) ?? config;
    // Until the configuration is known, nothing can be decoded.
    const { frameSamples = 0, rate = 1, channels } = config ?? {};
    return bytes > HEADER_BYTES
      ? { bytes, samples: frameSamples, rate, channels, key: 0 }
      : undefined;
  };
  return { sync: 0x56, parse };
}

/** The configuration of the first layer of the first program. */
function parseMuxConfig(element: Buffer): AacConfig | undefined {
  const bits = new BitReader(element);
  bits.skip(1);
  const version = bits.read(1);
  if (version === 1) {
    if (bits.read(1) === 1) return undefined;
    skipLatmValue(bits);
  }
  bits.skip(1 + 6 + 4 + 3);
  if (version === 1) skipLatmValue(bits);
  return parseAacConfig(bits);
}

function skipLatmValue(bits: BitReader): void {
  bits.skip(8 * (bits.read(2) + 1));
}

export const readLatm = (reader: ByteReader, type: string): Promise<FormatFacts> =>
  bitstreamFacts(reader, type, latmBitstream());
