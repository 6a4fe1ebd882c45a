import { ALAW, ULAW } from "./g711.js";

/** Encodings in which each sample is independent of the others. */
export type SampleEncoding =
  | "u8"
  | "s8"
  | "s16le"
  | "s16be"
  | "s24le"
  | "s24be"
  | "s32le"
  | "s32be"
  | "f32le"
  | "f32be"
  | "f64le"
  | "f64be"
  | "alaw"
  | "ulaw";

interface Sample {
  readonly bytes: number;
  read(bytes: Buffer, at: number): number;
}

export const SAMPLES: Readonly<Record<SampleEncoding, Sample>> = {
  u8: { bytes: 1, read: (bytes, at) => (bytes[at]! - 128) / 128 },
  s8: { bytes: 1, read: (bytes, at) => bytes.readInt8(at) / 128 },
  s16le: { bytes: 2, read: (bytes, at) => bytes.readInt16LE(at) / 2 ** 15 },
  s16be: { bytes: 2, read: (bytes, at) => bytes.readInt16BE(at) / 2 ** 15 },
  s24le: { bytes: 3, read: (bytes, at) => bytes.readIntLE(at, 3) / 2 ** 23 },
  s24be: { bytes: 3, read: (bytes, at) => bytes.readIntBE(at, 3) / 2 ** 23 },
  s32le: { bytes: 4, read: (bytes, at) => bytes.readInt32LE(at) / 2 ** 31 },
  s32be: { bytes: 4, read: (bytes, at) => bytes.readInt32BE(at) / 2 ** 31 },
  f32le: { bytes: 4, read: (bytes, at) => bytes.readFloatLE(at) },
  f32be: { bytes: 4, read: (bytes, at) => bytes.readFloatBE(at) },
  f64le: { bytes: 8, read: (bytes, at) => bytes.readDoubleLE(at) },
  f64be: { bytes: 8, read: (bytes, at) => bytes.readDoubleBE(at) },
  alaw: { bytes: 1, read: (bytes, at) => ALAW[bytes[at]!]! },
  ulaw: { bytes: 1, read: (bytes, at) => ULAW[bytes[at]!]! },
};

/** The encoding of integers of up to `bits` bits. Undefined if there is none. */
export function integers(bits: number, isBigEndian: boolean): SampleEncoding | undefined {
  const bytes = Math.ceil(bits / 8);
  if (bytes < 2 || bytes > 4) return undefined;
  return `s${(bytes * 8) as 16 | 24 | 32}${isBigEndian ? "be" : "le"}`;
}

/** The encoding of floating-point numbers. Undefined if there is none. */
export function floats(bits: number, isBigEndian: boolean): SampleEncoding | undefined {
  if (bits !== 32 && bits !== 64) return undefined;
  return `f${bits}${isBigEndian ? "be" : "le"}`;
}

/** Decodes interleaved samples. */
export function decodeSamples(
  encoding: SampleEncoding,
  bytes: Buffer,
  channels: number,
): Float32Array[] {
  const { bytes: step, read } = SAMPLES[encoding];
  const frames = Math.floor(bytes.length / (step * channels));
  return Array.from({ length: channels }, (_, channel) => {
    const samples = new Float32Array(frames);
    for (let frame = 0, at = channel * step; frame < frames; frame++, at += channels * step) {
      samples[frame] = read(bytes, at);
    }
    return samples;
  });
}
