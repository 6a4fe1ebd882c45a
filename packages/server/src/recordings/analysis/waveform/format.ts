/**
 * The data format of audiowaveform, version 2 with 8 bits, as binary and as JSON.
 * Docs: https://github.com/bbc/audiowaveform/blob/master/doc/DataFormat.md
 */
import { pixelsOf, type Waveform } from "./waveform.js";

const VERSION = 2;
const HEADER_BYTES = 24;
const BITS = 8;
const FLAG_8_BITS = 1;

export interface WaveformJson {
  readonly version: 2;
  readonly channels: number;
  readonly sample_rate: number;
  readonly samples_per_pixel: number;
  readonly bits: 8;
  /** The number of pixels. */
  readonly length: number;
  /** Per pixel, per channel: minimum and maximum. */
  readonly data: readonly number[];
}

export function encodeWaveform(waveform: Waveform): Buffer {
  const { pairs } = waveform;
  const bytes = Buffer.alloc(HEADER_BYTES + pairs.length);
  bytes.writeInt32LE(VERSION, 0);
  bytes.writeUInt32LE(FLAG_8_BITS, 4);
  bytes.writeInt32LE(waveform.sampleRate, 8);
  bytes.writeInt32LE(waveform.samplesPerPixel, 12);
  bytes.writeUInt32LE(pixelsOf(waveform), 16);
  bytes.writeInt32LE(waveform.channels, 20);
  bytes.set(new Uint8Array(pairs.buffer, pairs.byteOffset, pairs.length), HEADER_BYTES);
  return bytes;
}

/** Decodes what {@link encodeWaveform} returned. */
export function decodeWaveform(bytes: Uint8Array): Waveform {
  const header = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  return {
    sampleRate: header.getInt32(8, true),
    samplesPerPixel: header.getInt32(12, true),
    channels: header.getInt32(20, true),
    pairs: new Int8Array(
      bytes.buffer,
      bytes.byteOffset + HEADER_BYTES,
      bytes.length - HEADER_BYTES,
    ),
  };
}

export const toJson = (waveform: Waveform): WaveformJson => ({
  version: VERSION,
  channels: waveform.channels,
  sample_rate: waveform.sampleRate,
  samples_per_pixel: waveform.samplesPerPixel,
  bits: BITS,
  length: pixelsOf(waveform),
  data: Array.from(waveform.pairs),
});
