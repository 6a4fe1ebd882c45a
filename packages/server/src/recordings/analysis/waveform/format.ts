/**
 * The data format of audiowaveform, version 2 with 8 bits, as binary and as JSON.
 * Docs: https://github.com/bbc/audiowaveform/blob/master/doc/DataFormat.md
 */
import { pixelsOf, type Waveform } from "./waveform.js";

const VERSION = 2;
const HEADER_BYTES = 24;
const BITS = 8;
const FLAG_8_BITS = 1;

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

/** How many values of the JSON are in a piece. */
const PIECE_VALUES = 64 * 1024;

/** The JSON of a waveform in pieces, because its values as a JavaScript array would take much memory. */
export function encodeWaveformJson(waveform: Waveform): Uint8Array[] {
  const { pairs } = waveform;
  const head = JSON.stringify({
    version: VERSION,
    channels: waveform.channels,
    sample_rate: waveform.sampleRate,
    samples_per_pixel: waveform.samplesPerPixel,
    bits: BITS,
    length: pixelsOf(waveform),
    data: [],
  });
  const pieces = [head.slice(0, -"]}".length)];
  for (let start = 0; start < pairs.length; start += PIECE_VALUES) {
    const values = pairs.subarray(start, start + PIECE_VALUES).join(",");
    pieces.push(start === 0 ? values : `,${values}`);
  }
  return [...pieces, "]}"].map((piece) => Buffer.from(piece));
}
