import { BitReader } from "./bit-reader.js";
import { crc8 } from "./crc.js";

/** The fixed parts of the STREAMINFO block. */
export interface StreamInfo {
  readonly minBlock: number;
  readonly maxBlock: number;
  /** 0 if it is unknown. */
  readonly maxFrameBytes: number;
  readonly rate: number;
  readonly channels: number;
  /** The samples of each channel; 0 if they are unknown. */
  readonly samples: number;
}

export const STREAM_INFO_BYTES = 34;

export function parseStreamInfo(block: Buffer): StreamInfo | undefined {
  if (block.length < STREAM_INFO_BYTES) return undefined;
  const bits = new BitReader(block.subarray(0, STREAM_INFO_BYTES));
  const [minBlock, maxBlock] = [bits.read(16), bits.read(16)];
  bits.skip(24);
  const maxFrameBytes = bits.read(24);
  const rate = bits.read(20);
  const channels = bits.read(3) + 1;
  bits.skip(5);
  const samples = bits.read(4) * 2 ** 32 + bits.read(32);
  if (rate === 0 || maxBlock < 16) return undefined;
  return { minBlock, maxBlock, maxFrameBytes, rate, channels, samples };
}

export interface FlacFrame {
  /** The number of the first sample of the frame. */
  readonly firstSample: number;
  readonly samples: number;
}

const MAX_HEADER_BYTES = 16;

/** Parses a frame header (RFC 9639, section 9.1). Undefined if it is not one of the stream. */
export function parseFlacFrame(
  bytes: Buffer,
  at: number,
  { maxBlock }: StreamInfo,
): FlacFrame | undefined {
  if (bytes[at] !== 0xff || (bytes[at + 1]! & 0xfe) !== 0xf8) return undefined;
  const [third, fourth] = [bytes[at + 2] ?? 0, bytes[at + 3] ?? 1];
  const [sizeCode, rateCode] = [third >> 4, third & 15];
  if (sizeCode === 0 || rateCode === 15 || fourth >> 4 > 10 || fourth & 1) return undefined;
  const header = bytes.subarray(at, at + MAX_HEADER_BYTES);
  const number = codedNumber(header);
  if (!number) return undefined;
  let end = number.end;
  let samples = blockSize(sizeCode);
  if (sizeCode === 6) samples = header[end++]! + 1;
  if (sizeCode === 7) {
    samples = header[end]! * 256 + header[end + 1]! + 1;
    end += 2;
  }
  end += rateCode === 12 ? 1 : rateCode > 12 ? 2 : 0;
  if (end >= header.length || crc8(header.subarray(0, end)) !== header[end]) return undefined;
  if (samples > maxBlock) return undefined;
  const isVariable = (bytes[at + 1]! & 1) === 1;
  const firstSample = isVariable ? number.value : number.value * maxBlock;
  return { firstSample, samples };
}

function blockSize(code: number): number {
  if (code === 1) return 192;
  return code < 6 ? 576 * 2 ** (code - 2) : 256 * 2 ** (code - 8);
}

/** A number that is coded like UTF-8, in up to seven bytes from the fifth on. */
function codedNumber(header: Buffer): { value: number; end: number } | undefined {
  const first = header[4];
  if (first === undefined) return undefined;
  if (first < 0x80) return { value: first, end: 5 };
  const length = Math.clz32(~(first << 24));
  if (length < 2 || length > 7) return undefined;
  let value = first & (0x7f >> length);
  for (let at = 5; at < 4 + length; at++) {
    if ((header[at]! & 0xc0) !== 0x80) return undefined;
    value = value * 64 + (header[at]! & 0x3f);
  }
  return { value, end: 4 + length };
}
