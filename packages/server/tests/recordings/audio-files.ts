/** Builds files with samples of a fixed size. */
import { uint32, zeros } from "./audio-bytes.js";

const reversed = (bytes: Buffer) => Buffer.from(bytes).reverse();
const MAX_UINT32 = 0xffffffff;
const uint16 = (value: number) => uint32(value).subarray(2);

export interface FileFormat {
  /** The format of the `fmt` chunk. Default: PCM. */
  readonly tag?: number;
  readonly bits?: number;
  readonly channels?: number;
  readonly rate?: number;
  readonly blockAlign?: number;
  /** What follows the fields that all formats have. */
  readonly extension?: Buffer;
  /** The size that the `data` chunk states. Default: that of the data. */
  readonly size?: number;
  readonly isBigEndian?: boolean;
}

export function wavFile(data: Buffer, format: FileFormat = {}): Buffer {
  const { tag = 1, bits = 16, channels = 1, rate = 8_000, isBigEndian = false } = format;
  const { blockAlign = (channels * bits) / 8, extension = zeros(0), size = data.length } = format;
  const [two, four] = isBigEndian
    ? [uint16, uint32]
    : [(value: number) => reversed(uint16(value)), (value: number) => reversed(uint32(value))];
  return Buffer.concat([
    Buffer.from(isBigEndian ? "RIFX" : "RIFF"),
    four(Math.min(36 + extension.length + size, MAX_UINT32)),
    Buffer.from("WAVEfmt "),
    four(16 + extension.length),
    ...[
      two(tag),
      two(channels),
      four(rate),
      four(Math.min(rate * blockAlign, MAX_UINT32)),
      two(blockAlign),
      two(bits),
    ],
    extension,
    Buffer.from("data"),
    four(size),
    data,
  ]);
}

/** AIFF-C of 8 kHz. */
export function aiffFile(data: Buffer, compression: string, bits: number, channels = 1): Buffer {
  const rate = Buffer.from("400bfa00000000000000", "hex");
  const common = [uint16(channels), uint32(0), uint16(bits), rate, Buffer.from(compression)];
  const size = common.reduce((sum, { length }) => sum + length, 2);
  return Buffer.concat([
    Buffer.from("FORM\0\0\0\0AIFCCOMM", "latin1"),
    ...[uint32(size), ...common, zeros(2)],
    ...[Buffer.from("SSND"), uint32(data.length + 8), zeros(8), data],
  ]);
}

export const auFile = (data: Buffer, encoding: number, channels = 1): Buffer =>
  Buffer.concat([
    Buffer.from(".snd"),
    ...[24, data.length, encoding, 8_000, channels].map(uint32),
    data,
  ]);

/** CAF of 8 kHz and one channel. */
export function cafFile(data: Buffer, name: string, flags: number, bits: number): Buffer {
  const rate = zeros(8);
  rate.writeDoubleBE(8_000);
  const long = (value: number) => Buffer.concat([zeros(4), uint32(value)]);
  return Buffer.concat([
    Buffer.from("caff\0\x01\0\0desc", "latin1"),
    ...[long(32), rate, Buffer.from(name), ...[flags, bits / 8, 1, 1, bits].map(uint32)],
    ...[Buffer.from("data"), long(data.length + 4), zeros(4), data],
  ]);
}
