import { describe, expect, test } from "vitest";
import { mp3Frame, oggOpus, uint32 } from "../../../../tests/recordings/audio-bytes.js";
import { wavFile } from "../../../../tests/recordings/audio-files.js";
import { decodeBytes, readerOf } from "../../../../tests/recordings/decoded.js";
import { flacFrame, flacHeader } from "../../../../tests/recordings/flac-frames.js";
import { decodeAudio } from "./decode.js";
import { DamagedAudioError, UnsupportedAudioError } from "./errors.js";

const frames = (count: number, frame: Buffer = mp3Frame(9, 128)) =>
  Array<Buffer>(count).fill(frame);

/** A frame at 48 instead of 44.1 kHz. */
function frame48(): Buffer {
  const frame = Buffer.alloc(384);
  Buffer.from([0xff, 0xfb, 0x94, 0x40]).copy(frame);
  return frame;
}

/** A frame with a header of LAME, which states frames, delay and padding. */
function infoFrame(count: number, delay: number, padding: number): Buffer {
  const frame = Buffer.from(mp3Frame(9, 128));
  const tag = Buffer.concat([Buffer.from("Info"), uint32(1), uint32(count), Buffer.from("LAME")]);
  tag.copy(frame, 36);
  frame.writeUIntBE((delay << 12) | padding, 36 + 12 + 21, 3);
  return frame;
}

describe("MP3", () => {
  test("has the samples of all its frames", async () => {
    const { channels, seconds } = await decodeBytes(Buffer.concat(frames(50)));
    expect(channels.map(({ length }) => length)).toEqual([50 * 1_152, 50 * 1_152]);
    expect(seconds).toBeCloseTo((50 * 1_152) / 44_100, 9);
  });

  test("is trimmed as the encoder states", async () => {
    const { channels, cut } = await decodeBytes(
      Buffer.concat([infoFrame(50, 576, 1_000), ...frames(50)]),
    );
    // Decoders of layer 3 delay the sound by 529 samples.
    expect(channels[0]).toHaveLength(50 * 1_152 - (576 + 529) - (1_000 - 529));
    expect(cut).toBeUndefined();
  });

  test("with fewer frames than declared is cut, and not trimmed at the end", async () => {
    const { channels, cut } = await decodeBytes(
      Buffer.concat([infoFrame(90, 576, 1_000), ...frames(50)]),
    );
    expect(channels[0]).toHaveLength(50 * 1_152 - (576 + 529));
    expect(cut).toBe("the header states 90 frames, but the file has 50");
  });

  test("whose last frame is incomplete is cut", async () => {
    const bytes = Buffer.concat(frames(50));
    const { channels, cut } = await decodeBytes(bytes.subarray(0, bytes.length - 99));
    expect(channels[0]).toHaveLength(50 * 1_152);
    expect(cut).toBe("the last frame is incomplete");
  });

  test("is decoded around bytes that are not frames", async () => {
    const junk = [Buffer.alloc(70_000, 0xff), Buffer.alloc(1_000), Buffer.from("TAG".repeat(99))];
    const parts = junk.flatMap((bytes) => [bytes, ...frames(10)]);
    const { channels } = await decodeBytes(Buffer.concat([...frames(10), ...parts]));
    expect(channels[0]).toHaveLength(40 * 1_152);
  });

  test("whose rate changes has blocks of both rates", async () => {
    const parts = [...frames(10), ...frames(20, frame48()), ...frames(10)];
    const { blocks, seconds } = await decodeBytes(Buffer.concat(parts));
    expect(blocks.map(({ sampleRate }) => sampleRate)).toEqual([
      ...Array(10).fill(44_100),
      ...Array(20).fill(48_000),
      ...Array(10).fill(44_100),
    ]);
    expect(seconds).toBeCloseTo((20 * 1_152) / 44_100 + (20 * 1_152) / 48_000, 9);
  });

  test("in WAV is decoded", async () => {
    const extension = Buffer.alloc(14);
    const file = wavFile(Buffer.concat(frames(50)), { tag: 0x55, bits: 0, extension });
    expect((await decodeBytes(file)).channels[0]).toHaveLength(50 * 1_152);
  });
});

const format = { rate: 1_000, frameSamples: 60_000 };
const flac = (...numbers: number[]) =>
  Buffer.concat([flacHeader(format), ...numbers.map((n) => flacFrame(n, 60_000, 1_000 + n))]);

describe("FLAC", () => {
  test("has the samples of its frames, at the rate in its header", async () => {
    const { channels, sampleRate, cut } = await decodeBytes(flac(0, 1, 2));
    expect([channels[0]!.length, sampleRate, cut]).toEqual([180_000, 1_000, undefined]);
    expect([0, 60_000, 179_999].map((at) => channels[0]![at]! * 2 ** 15)).toEqual([
      1_000, 1_001, 1_002,
    ]);
  });

  test("is silent where a frame is damaged", async () => {
    const file = flac(0, 1, 2);
    // The last byte of the second frame.
    file[file.length - flacFrame(2, 60_000, 0).length - 1]! ^= 1;
    const { channels } = await decodeBytes(file);
    expect(channels[0]).toHaveLength(180_000);
    expect([59_999, 60_000, 119_999, 120_000].map((at) => channels[0]![at]! * 2 ** 15)).toEqual([
      1_000, 0, 0, 1_002,
    ]);
  });

  test("whose last frame is incomplete is cut", async () => {
    const file = flac(0, 1, 2);
    const { channels, cut } = await decodeBytes(file.subarray(0, file.length - 1));
    expect([channels[0]!.length, cut]).toEqual([120_000, "the last frame is incomplete"]);
  });

  test("with fewer samples than it states is cut", async () => {
    const header = flacHeader({ ...format, totalSamples: 200_000 });
    const { cut } = await decodeBytes(
      Buffer.concat([header, flac(0, 1, 2).subarray(header.length)]),
    );
    expect(cut).toBe("the header states 200000 samples, but the file has 180000");
  });

  test("that decodes for longer than a day is rejected, and does not block the event loop", async () => {
    const minutes = Array.from({ length: 24 * 60 + 1 }, (_, minute) => minute);
    let ticks = 0;
    const ticking = setInterval(() => (ticks += 1), 1);
    const decoding = async () => {
      let seconds = 0;
      for await (const { channels } of decodeAudio(readerOf(flac(...minutes)), {
        name: "call",
        type: undefined,
      })) {
        seconds += channels[0]!.length / 1_000;
        expect(seconds).toBeLessThanOrEqual(24 * 3_600);
      }
    };
    await expect(decoding()).rejects.toThrow("the recording is longer than 24 hours");
    clearInterval(ticking);
    expect(ticks).toBeGreaterThan(0);
  });

  test("with too many damaged frames is rejected", async () => {
    const file = Buffer.concat([
      flac(0),
      ...Array(1_100).fill(flacFrame(1, 60_000, 1).subarray(0, 9)),
    ]);
    await expect(decodeBytes(file)).rejects.toThrow("the file has too many damaged frames");
  });

  test("at 1 Hz is rejected", async () => {
    const file = Buffer.concat([flacHeader({ ...format, rate: 1 }), flacFrame(0, 60_000, 1)]);
    await expect(decodeBytes(file)).rejects.toThrow("the file states a sample rate of 1 Hz");
  });
});

describe("Ogg Opus", () => {
  test("begins after the samples to skip, and ends where the last page states", async () => {
    const { channels, cut } = await decodeBytes(oggOpus(10));
    expect([channels.length, channels[0]!.length, cut]).toEqual([2, 57_600, undefined]);
  });

  test("without its last page is cut", async () => {
    const { cut, channels } = await decodeBytes(oggOpus(10, 7, 100));
    expect(cut).toBe("the last page of the stream is missing");
    expect(channels[0]).toHaveLength(57_600 - 312);
  });

  test("that follows another stream is decoded after it", async () => {
    const { channels } = await decodeBytes(Buffer.concat([oggOpus(2), oggOpus(3)]));
    expect(channels[0]).toHaveLength(5 * 5_760);
  });

  test("in too many streams is rejected", async () => {
    const firstPage = oggOpus(0).subarray(0, 47);
    const link = Buffer.concat([firstPage, oggOpus(0).subarray(47, 47 + 44)]);
    const file = Buffer.concat(Array(1_001).fill(link));
    await expect(decodeBytes(file)).rejects.toThrow("the file has too many streams");
  });
});

describe("bytes that can't be decoded", () => {
  test.each<[string, Buffer, string]>([
    ["AMR", Buffer.concat([Buffer.from("#!AMR\n"), Buffer.alloc(99)]), "AMR can't be decoded"],
    ["MP4", Buffer.from("\0\0\0\x18ftypM4A \0\0\0\0M4A mp42", "latin1"), "MP4 can't be decoded"],
    ["zeros", Buffer.alloc(9_999), "the bytes are not audio of a known format"],
    [
      "a PNG",
      Buffer.concat([Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), Buffer.alloc(99)]),
      "image/png can't be decoded",
    ],
  ])("such as %s are rejected", async (_what, bytes, reason) => {
    const decoding = decodeBytes(bytes);
    await expect(decoding).rejects.toThrow(UnsupportedAudioError);
    await expect(decoding).rejects.toThrow(reason);
  });

  test.each<[string, Buffer, string]>([
    [
      "text",
      Buffer.from("<!doctype html><title>Not found</title>"),
      "the bytes are text, which is not audio",
    ],
    ["FLAC without frames", flac(), "the file has no audio that can be decoded"],
    [
      "Ogg without packets",
      oggOpus(1).subarray(0, 47),
      "the file has no audio that can be decoded",
    ],
    [
      "WebM without a track",
      Buffer.from("1a45dfa380185380670100ffffffffffff1f43b6758100", "hex"),
      "the file has no audio track",
    ],
  ])("such as %s are damaged", async (_what, bytes, reason) => {
    const decoding = decodeBytes(bytes);
    await expect(decoding).rejects.toThrow(DamagedAudioError);
    await expect(decoding).rejects.toThrow(reason);
  });

  test("declared as G.722 are rejected with the type", async () => {
    await expect(decodeBytes(Buffer.alloc(999, 1), "call", "audio/G722")).rejects.toThrow(
      "audio/G722 can't be decoded",
    );
  });
});
