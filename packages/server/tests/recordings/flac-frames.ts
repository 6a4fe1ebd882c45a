/** Builds FLAC files of constant samples, which take a few bytes. */
import { crc8, crc16 } from "../../src/recordings/audio/formats/crc.js";
import { uint32 } from "./audio-bytes.js";

/** The rates that STREAMINFO and the frames state. */
export interface FlacFormat {
  readonly rate: number;
  readonly frameSamples: number;
  /** 0 if it is not stated. */
  readonly totalSamples?: number;
}

/** One channel of 16 bits. */
export function flacHeader({ rate, frameSamples, totalSamples = 0 }: FlacFormat): Buffer {
  const size = uint32(frameSamples).subarray(2);
  // 20 bits of the rate, 3 of the channels, 5 of the bits, 4 of the samples.
  const format = uint32((rate << 12) | (15 << 4));
  return Buffer.concat([
    Buffer.from("fLaC\x80\0\0\x22", "latin1"),
    ...[size, size, Buffer.alloc(6), format, uint32(totalSamples), Buffer.alloc(16)],
  ]);
}

/** A frame whose rate is that of STREAMINFO, of one constant sample. */
export function flacFrame(number: number, frameSamples: number, sample: number): Buffer {
  const header = Buffer.concat([
    Buffer.from([0xff, 0xf8, 0x70, 0x08]),
    Buffer.from(String.fromCodePoint(number)),
    uint32(frameSamples - 1).subarray(2),
  ]);
  const value = uint32(sample & 0xffff).subarray(2);
  const body = Buffer.concat([header, Buffer.from([crc8(header), 0]), value]);
  return Buffer.concat([body, uint32(crc16(body, 0, body.length)).subarray(2)]);
}
