import type { ByteReader } from "../byte-reader.js";
import { readAdts } from "./adts.js";
import type { FormatFacts, SampleData } from "./format.js";
import { readMpeg } from "./mpeg.js";

/** The `fmt` chunk of WAV, W64 and Matroska: a `WAVEFORMATEX`. */
export interface WaveFormat {
  readonly tag: number;
  readonly channels: number;
  readonly rate: number;
  readonly blockAlign: number;
  readonly bits: number;
  /** The first field of the extension: for ADPCM the samples in a block. */
  readonly blockSamples: number;
}

/** What a file of the WAV family states. Undefined parts are missing or not valid. */
export interface WaveFile {
  readonly format: WaveFormat | undefined;
  readonly data: SampleData | undefined;
  readonly isBigEndian: boolean;
}

const EXTENSIBLE = 0xfffe;
const SUBFORMAT = 24;
const MIN_BYTES = 14;

/** Parses a `fmt` chunk. Undefined if it is too short. */
export function parseWaveFormat(chunk: Buffer, isBigEndian = false): WaveFormat | undefined {
  if (chunk.length < MIN_BYTES) return undefined;
  const uint16 = (at: number) => {
    if (at + 2 > chunk.length) return 0;
    return isBigEndian ? chunk.readUInt16BE(at) : chunk.readUInt16LE(at);
  };
  const tag = uint16(0);
  return {
    tag: tag === EXTENSIBLE ? uint16(SUBFORMAT) : tag,
    channels: uint16(2),
    rate: isBigEndian ? chunk.readUInt32BE(4) : chunk.readUInt32LE(4),
    blockAlign: uint16(12),
    bits: uint16(14),
    blockSamples: uint16(18),
  };
}

/** A block of bytes and how many samples of each channel it has. */
export interface WaveBlock {
  readonly bytes: number;
  readonly samples: number;
  /** The samples in the first bytes of a block, which a truncated file ends with. Default: none. */
  samplesIn?(bytes: number): number;
}

/** The formats that have a name in the registry of RIFF (RFC 2361). */
export const WAVE_TAGS = {
  pcm: 1,
  msAdpcm: 2,
  float: 3,
  alaw: 6,
  ulaw: 7,
  imaAdpcm: 0x11,
  truespeech: 0x22,
  gsm: 0x31,
} as const;
/** Bitstreams without a container in the data chunk. */
export const WAVE_MPEG: readonly number[] = [0x50, 0x55];
const ADTS = [0xff, 0x1600];

/** The bits of a sample, for formats that have no blocks. */
const SAMPLE_BITS: Readonly<Record<number, number>> = {
  [WAVE_TAGS.alaw]: 8,
  [WAVE_TAGS.ulaw]: 8,
  16: 4, // OKI ADPCM
  23: 4, // Dialogic ADPCM
  32: 4, // Yamaha ADPCM
  101: 4, // G.722
  655: 4, // G.722
};
/** G.726 and G.721. The bits of a sample depend on the bit rate. */
const BIT_RATE_TAGS = new Set([0x14, 0x40, 0x45, 0x64]);
const G726_BITS = [2, 3, 4, 5];

/** This many samples, of any number of bits, take a whole number of bytes. */
const PACKED_SAMPLES = 8;

/** The smallest block, which determines the duration. Undefined if the format is not known. */
export function waveBlock(format: WaveFormat): WaveBlock | undefined {
  const { tag, channels, bits } = format;
  if (tag === WAVE_TAGS.pcm || tag === WAVE_TAGS.float) {
    return { bytes: channels * Math.ceil(bits / 8), samples: 1 };
  }
  const sampleBits = BIT_RATE_TAGS.has(tag)
    ? G726_BITS.find((possible) => possible === bits)
    : SAMPLE_BITS[tag];
  if (sampleBits !== undefined) return { bytes: channels * sampleBits, samples: PACKED_SAMPLES };
  if (tag === WAVE_TAGS.msAdpcm) {
    const samplesIn = (bytes: number) => Math.floor(((bytes - 7 * channels) * 2) / channels) + 2;
    return adpcmBlock(format, samplesIn);
  }
  if (tag === WAVE_TAGS.imaAdpcm) {
    const samplesIn = (bytes: number) => Math.floor(bytes / (4 * channels) - 1) * 8 + 1;
    return adpcmBlock(format, samplesIn);
  }
  if (tag === WAVE_TAGS.gsm && channels === 1) return { bytes: 65, samples: 320 };
  if (tag === WAVE_TAGS.truespeech && channels === 1) return { bytes: 32, samples: 240 };
  return undefined;
}

function adpcmBlock(
  { blockAlign, blockSamples }: WaveFormat,
  samplesIn: (bytes: number) => number,
): WaveBlock {
  const fit = samplesIn(blockAlign);
  // A header may declare fewer samples than fit into a block, not more.
  const samples = blockSamples > 0 && blockSamples < fit ? blockSamples : fit;
  return { bytes: blockAlign, samples, samplesIn };
}

/** The facts of the sample data. */
export async function waveFacts(
  reader: ByteReader,
  type: string,
  format: WaveFormat,
  { start, end }: SampleData,
): Promise<FormatFacts> {
  const { tag, channels, rate } = format;
  if (WAVE_MPEG.includes(tag)) return { ...(await readMpeg(reader.slice(start, end), type)), type };
  if (ADTS.includes(tag)) return { ...(await readAdts(reader.slice(start, end), type)), type };
  if (rate === 0) {
    return { type, seconds: null, channels, reason: "the file states no sample rate" };
  }
  const samplesIn = waveSamples(format);
  if (!samplesIn) {
    const reason = `the duration of the WAVE format 0x${tag.toString(16)} can't be computed`;
    return { type, seconds: null, channels, reason };
  }
  return { type, seconds: samplesIn(end - start) / rate, channels };
}

/** The samples of each channel in a number of bytes. Undefined if the format is not known. */
export function waveSamples(format: WaveFormat): ((bytes: number) => number) | undefined {
  const block = waveBlock(format);
  if (!block || !(block.bytes > 0 && block.samples > 0)) return undefined;
  // Samples of less than a byte are counted one by one, others in whole blocks.
  const isPacked = block.samples === PACKED_SAMPLES;
  return (bytes) => {
    const blocks = Math.floor(bytes / block.bytes);
    const rest = bytes % block.bytes;
    const part = isPacked
      ? Math.floor((rest / block.bytes) * block.samples)
      : Math.min(block.samples, Math.max(0, block.samplesIn?.(rest) ?? 0));
    return blocks * block.samples + part;
  };
}
