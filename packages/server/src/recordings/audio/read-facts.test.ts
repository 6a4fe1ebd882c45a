import { describe, expect, test } from "vitest";
import { ChunkedBytes } from "./chunked-bytes.js";
import { CHUNK_BYTES } from "./messages.js";
import { readFacts } from "./read-facts.js";

const MEBIBYTE = 1024 ** 2;
const LARGE = 32 * MEBIBYTE;
const MAX_READS = LARGE / CHUNK_BYTES;

const uint32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const uint32LE = (value: number) => uint32(value).reverse();
const uint16 = (value: number) => uint32(value).subarray(2);
const zeros = (length: number) => Buffer.alloc(length);

/** A file of these parts; a number stands for so many zeros, which take no memory. */
async function factsOf(type: string, parts: (Buffer | string | number)[]) {
  let size = 0;
  const placed = parts.map((part) => {
    const bytes = typeof part === "string" ? Buffer.from(part, "latin1") : part;
    const start = size;
    size += typeof bytes === "number" ? bytes : bytes.length;
    return { start, bytes };
  });
  let reads = 0;
  const fetch = async (number: number) => {
    reads += 1;
    const start = number * CHUNK_BYTES;
    const chunk = Buffer.alloc(Math.min(CHUNK_BYTES, size - start));
    for (const { start: at, bytes } of placed) {
      if (typeof bytes === "number" || at >= start + chunk.length) continue;
      const from = Math.min(bytes.length, Math.max(0, start - at));
      bytes.copy(chunk, Math.max(0, at - start), from);
    }
    return chunk;
  };
  const facts = await readFacts(new ChunkedBytes(size, fetch, MAX_READS), type, LARGE);
  return { ...facts, reads };
}

const ready = (seconds: number, channels: number) => ({
  analysis: "ready",
  analysisDetail: null,
  seconds,
  channels,
});

/** An MPEG 1 layer 3 frame of 44.1 kHz, 26 ms long. */
const mp3Frame = (bitrateIndex: number, kilobits: number) => {
  const frame = zeros(Math.floor((144 * kilobits * 1000) / 44_100));
  Buffer.from([0xff, 0xfb, bitrateIndex << 4, 0x40]).copy(frame);
  return frame;
};

const oggPage = (serial: number, flags: number, granule: number, data: Buffer) => {
  const segments = Math.floor(data.length / 255) + 1;
  const header = Buffer.alloc(27 + segments, 255);
  header.fill(0, 0, 27).write("OggS");
  header[5] = flags;
  header.writeBigUInt64LE(BigInt(granule), 6);
  header.writeUInt32LE(serial, 14);
  header[26] = segments;
  header[27 + segments - 1] = data.length % 255;
  return Buffer.concat([header, data]);
};
const OPUS_HEAD = Buffer.concat([
  Buffer.from("OpusHead\x01\x02", "latin1"),
  Buffer.from([0x38, 0x01]), // 312 samples to skip
  uint32LE(48_000),
  zeros(3),
]);
const oggOpus = (pages: number, lastSerial = 7, cutOff = 0) => {
  const data = zeros(60_000);
  const file = Buffer.concat([
    oggPage(7, 2, 0, OPUS_HEAD),
    oggPage(7, 0, 0, Buffer.from(`OpusTags${"\0".repeat(8)}`)),
    ...Array.from({ length: pages }, (_, page) => oggPage(7, 0, 48_000 * page, data)),
    oggPage(lastSerial, 4, 48_000 * pages + 312, data),
  ]);
  return file.subarray(0, file.length - cutOff);
};

const atom = (name: string, ...content: Buffer[]) => {
  const body = Buffer.concat(content);
  return Buffer.concat([uint32(body.length + 8), Buffer.from(name), body]);
};
/** The index of an MP4 of one track: AAC, two channels, 90 seconds at 8 kHz. */
const MOOV = atom(
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
          atom("stsz", zeros(12)),
        ),
      ),
    ),
  ),
);

/** A WAV header of 8 kHz, 16 bits and two channels. */
const wavHeader = (data: number) => [
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

describe("the facts of a file too large to be read in full", () => {
  test("of WAV are in its header", async () => {
    const data = 3_600 * 32_000;
    const { reads, ...facts } = await factsOf("audio/wav", [...wavHeader(data), data]);
    expect(facts).toEqual(ready(3_600, 2));
    expect(reads).toBe(1);
  });

  test("of MP4 are found at its end", async () => {
    const mdat = 100 * MEBIBYTE;
    const parts = [atom("ftyp", Buffer.from("M4A "), zeros(4)), uint32(mdat + 8), "mdat", mdat];
    const { reads, ...facts } = await factsOf("audio/mp4", [...parts, MOOV]);
    expect(facts).toEqual(ready(90, 2));
    expect(reads).toBeLessThan(5);
  });

  test("of MP4 in many fragments would need the whole file", async () => {
    const ftyp = atom("ftyp", Buffer.from("M4A "), zeros(4));
    const fragments = Array.from({ length: 200 }, () => [uint32(500_008), "mdat", 500_000]);
    expect(await factsOf("audio/mp4", [ftyp, MOOV, ...fragments.flat()])).toMatchObject({
      analysis: "failed",
      analysisDetail: "parsing needs more than 32 MiB of the file",
    });
  });

  test("of FLAC are in its header", async () => {
    const info = zeros(34);
    // 8 kHz, two channels, 16 bits, 28,800,000 samples.
    Buffer.from("01f402f001b77400", "hex").copy(info, 10);
    const start = ["fLaC", Buffer.from([0x80, 0, 0, 34]), info];
    const { reads, ...facts } = await factsOf("audio/flac", [...start, 64 * MEBIBYTE]);
    expect(facts).toEqual(ready(3_600, 2));
    expect(reads).toBeLessThan(5);
  });

  test("of Ogg are in its first and last pages", async () => {
    const { reads, ...facts } = await factsOf("audio/ogg", [oggOpus(600)]);
    expect(facts).toEqual(ready(600, 2));
    expect(reads).toBeLessThan(20);
  });

  test("of Ogg that was cut off are in its last whole page", async () => {
    const { reads: _, ...facts } = await factsOf("audio/ogg", [oggOpus(600, 7, 100)]);
    expect(facts).toEqual(ready(599 - 312 / 48_000, 2));
  });

  test.each([
    ["whose end belongs to another stream", oggOpus(600, 8)],
    ["whose end is not Ogg", Buffer.concat([oggOpus(600), zeros(MEBIBYTE)])],
    ["that holds a short stream before another one", Buffer.concat([oggOpus(2), oggOpus(600)])],
  ])("of Ogg %s are not guessed", async (_what, file) => {
    expect(await factsOf("audio/ogg", [file])).toMatchObject({
      analysis: "failed",
      analysisDetail: "the Ogg file is too large to be read in full",
      seconds: null,
    });
  });

  test("of MP3 with a constant bit rate follow from its size", async () => {
    const frame = mp3Frame(9, 128);
    const rest = 100_000 * frame.length;
    const { reads: _, ...facts } = await factsOf("audio/mpeg", [
      ...Array.from({ length: 8 }, () => frame),
      rest,
    ]);
    expect(facts).toEqual(ready((100_008 * 1_152) / 44_100, 2));
  });

  test("of MP3 with a variable bit rate and no header would need the whole file", async () => {
    const frames = Buffer.concat([mp3Frame(9, 128), mp3Frame(11, 192)]);
    expect(await factsOf("audio/mpeg", [Buffer.alloc(40 * MEBIBYTE, frames)])).toMatchObject({
      analysis: "failed",
      analysisDetail: "parsing needs more than 32 MiB of the file",
      seconds: null,
      channels: null,
    });
  });
});

describe("an ID3v2 tag", () => {
  const tag = (size: number, flags = 0) =>
    Buffer.concat([
      Buffer.from("ID3\x04\0", "latin1"),
      Buffer.from([flags]),
      Buffer.from([21, 14, 7, 0].map((shift) => (size >> shift) & 0x7f)),
    ]);
  const frames = Buffer.concat(Array.from({ length: 100 }, () => mp3Frame(9, 128)));

  test.each<[string, (Buffer | number)[]]>([
    ["is skipped, however large", [tag(48 * MEBIBYTE), 48 * MEBIBYTE, frames]],
    ["with a footer is skipped", [tag(1_000, 0x10), 1_010, frames]],
    ["after another tag is skipped", [tag(5), 5, tag(5), 5, frames]],
  ])("%s", async (_what, parts) => {
    const { seconds, channels } = await factsOf("audio/mpeg", parts);
    expect(seconds).toBeCloseTo((100 * 1_152) / 44_100, 2);
    expect(channels).toBe(2);
  });

  test("without any audio after it leaves no facts", async () => {
    const facts = await factsOf("audio/mpeg", [tag(48 * MEBIBYTE), 1_000]);
    expect(facts).toMatchObject({ analysis: "unsupported", seconds: null, channels: null });
  });
});

test.each(["audio/PCMU", "audio/L16; channels=1; rate=8000", "audio/G722", "audio/GSM"])(
  "%s has no header, and is not taken for something else",
  async (type) => {
    expect(await factsOf(type, [Buffer.alloc(100_000, 0xff)])).toMatchObject({
      analysis: "unsupported",
      analysisDetail: `${type} has no header that states how long the recording plays`,
    });
  },
);
