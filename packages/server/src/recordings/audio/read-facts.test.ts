import { describe, expect, test } from "vitest";
import {
  atom,
  MOOV,
  mp3Frame,
  oggOpus,
  uint32,
  wavHeader,
  zeros,
} from "../../../tests/recordings/audio-bytes.js";
import { ChunkedBytes } from "./chunked-bytes.js";
import { CHUNK_BYTES } from "./messages.js";
import { readFacts } from "./read-facts.js";

const MEBIBYTE = 1024 ** 2;
const LARGE = 32 * MEBIBYTE;
const MAX_READS = LARGE / CHUNK_BYTES;

/** The facts of a file with these parts. A number is a part of that many zeros, which take no memory. */
async function factsOf(declared: string, parts: (Buffer | string | number)[]) {
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
  const bytes = new ChunkedBytes(size, fetch, MAX_READS);
  const facts = await readFacts(bytes, { type: declared, name: "call" });
  return { ...facts, reads };
}

const ready = (type: string, seconds: number, channels: number) => ({
  type,
  analysis: "ready",
  analysisDetail: null,
  seconds,
  channels,
});

describe("the facts of a file that is too large to be read in full", () => {
  test("of WAV are in its header", async () => {
    const data = 3_600 * 32_000;
    const { reads, ...facts } = await factsOf("audio/wav", [...wavHeader(data), data]);
    expect(facts).toEqual(ready("audio/wav", 3_600, 2));
    expect(reads).toBe(1);
  });

  test("of MP4 are found at its end", async () => {
    const mdat = 100 * MEBIBYTE;
    const parts = [atom("ftyp", Buffer.from("M4A "), zeros(4)), uint32(mdat + 8), "mdat", mdat];
    const { reads, ...facts } = await factsOf("audio/mp4", [...parts, MOOV]);
    expect(facts).toEqual(ready("audio/mp4", 90, 2));
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

  test("of Ogg are in some of its pages", async () => {
    const { reads, ...facts } = await factsOf("audio/ogg", [oggOpus(600)]);
    expect(facts).toEqual(ready("audio/ogg", 72, 2));
    expect(reads).toBeLessThan(80);
  });

  test("of truncated Ogg are in its last complete page", async () => {
    const { reads: _, ...facts } = await factsOf("audio/ogg", [oggOpus(600, 7, 100)]);
    expect(facts).toEqual(ready("audio/ogg", 72 - 312 / 48_000, 2));
  });

  test.each([
    ["whose end belongs to another stream", oggOpus(600, 8)],
    ["whose end is not Ogg", Buffer.concat([oggOpus(600), zeros(MEBIBYTE)])],
    ["that holds a short stream before another one", Buffer.concat([oggOpus(2), oggOpus(600)])],
  ])("of Ogg %s are unknown", async (_what, file) => {
    expect(await factsOf("audio/ogg", [file])).toMatchObject({
      analysis: "failed",
      analysisDetail:
        "the file is too large to be read in full, and it has several streams, or its pages are damaged",
      seconds: null,
    });
  });

  test("of MP3 with a constant bit rate follow from its size", async () => {
    const frame = mp3Frame(9, 128);
    const { reads: _, ...facts } = await factsOf("audio/mpeg", [
      Buffer.alloc(100_000 * frame.length, frame),
    ]);
    expect(facts).toEqual(ready("audio/mpeg", expect.closeTo((100_000 * 1_152) / 44_100, 0), 2));
  });

  test("of MP3 with a variable bit rate and no header would need the whole file", async () => {
    const frames = Buffer.concat([mp3Frame(9, 128), mp3Frame(11, 192)]);
    expect(await factsOf("audio/mpeg", [Buffer.alloc(40 * MEBIBYTE, frames)])).toMatchObject({
      analysis: "failed",
      analysisDetail:
        "the file is too large to be read in full, and its bit rate varies, and no valid header states the length",
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

  test("without audio after it has no facts", async () => {
    const facts = await factsOf("audio/mpeg", [tag(48 * MEBIBYTE), 1_000]);
    expect(facts).toMatchObject({ analysis: "unsupported", seconds: null, channels: null });
  });
});
