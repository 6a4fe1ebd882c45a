/** Builds the bytes of audio files. */
import { crc32 } from "../../src/recordings/audio/formats/crc.js";

export const uint32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const uint32LE = (value: number) => uint32(value).reverse();
const uint16 = (value: number) => uint32(value).subarray(2);
export const zeros = (length: number) => Buffer.alloc(length);

/** An MPEG 1 layer 3 frame of 44.1 kHz, 26 ms long. */
export const mp3Frame = (bitrateIndex: number, kilobits: number) => {
  const frame = zeros(Math.floor((144 * kilobits * 1000) / 44_100));
  Buffer.from([0xff, 0xfb, bitrateIndex << 4, 0x40]).copy(frame);
  return frame;
};

let sequence = 0;
const oggPage = (serial: number, flags: number, granule: number, data: Buffer) => {
  const segments = Math.floor(data.length / 255) + 1;
  const header = Buffer.alloc(27 + segments, 255);
  header.fill(0, 0, 27).write("OggS");
  header[5] = flags;
  header.writeBigUInt64LE(BigInt(granule), 6);
  header.writeUInt32LE(serial, 14);
  header.writeUInt32LE(sequence++, 18);
  header[26] = segments;
  header[27 + segments - 1] = data.length % 255;
  const page = Buffer.concat([header, data]);
  page.writeUInt32LE(crc32(page), 22);
  return page;
};
const OPUS_HEAD = Buffer.concat([
  Buffer.from("OpusHead\x01\x02", "latin1"),
  Buffer.from([0x38, 0x01]), // 312 samples to skip
  uint32LE(48_000),
  zeros(3),
]);
export const oggOpus = (pages: number, lastSerial = 7, cutOff = 0) => {
  const data = zeros(60_000);
  // One packet of twelve frames of 10 ms.
  data.set([3, 12]);
  const file = Buffer.concat([
    oggPage(7, 2, 0, OPUS_HEAD),
    oggPage(7, 0, 0, Buffer.from(`OpusTags${"\0".repeat(8)}`)),
    ...Array.from({ length: pages }, (_, page) => oggPage(7, 0, 5_760 * (page + 1), data)),
    oggPage(lastSerial, 4, 5_760 * pages + 312, data),
  ]);
  return file.subarray(0, file.length - cutOff);
};

export const atom = (name: string, ...content: Buffer[]) => {
  const body = Buffer.concat(content);
  return Buffer.concat([uint32(body.length + 8), Buffer.from(name), body]);
};
/** The index of an MP4 of one track: AAC, two channels, 90 seconds at 8 kHz. */
export const MOOV = atom(
  "moov",
  atom(
    "trak",
    atom("tkhd", zeros(12), uint32(1), zeros(68)),
    atom(
      "mdia",
      atom("mdhd", zeros(12), uint32(8_000), uint32(90 * 8_000), zeros(4)),
      atom(
        "minf",
        atom(
          "stbl",
          atom(
            "stsd",
            zeros(4),
            uint32(1),
            atom(
              "mp4a",
              zeros(6),
              uint16(1),
              zeros(8),
              uint16(2),
              uint16(16),
              zeros(4),
              uint16(8_000),
              zeros(2),
            ),
          ),
          // 720 samples of 100 bytes and 1,000 units.
          atom("stsz", zeros(4), uint32(100), uint32(720)),
          atom("stts", zeros(4), uint32(1), uint32(720), uint32(1_000)),
        ),
      ),
    ),
  ),
);

/** A WAV header of 8 kHz, 16 bits and two channels. */
export const wavHeader = (data: number) => [
  "RIFF",
  uint32LE(data + 36),
  "WAVEfmt ",
  uint32LE(16),
  Buffer.from([1, 0, 2, 0]),
  uint32LE(8_000),
  uint32LE(32_000),
  Buffer.from([4, 0, 16, 0]),
  "data",
  uint32LE(data),
];
