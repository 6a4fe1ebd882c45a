import { describe, expect, test } from "vitest";
import { aiffFile, auFile, cafFile, wavFile } from "../../../../tests/recordings/audio-files.js";
import { decodeBytes, readerOf } from "../../../../tests/recordings/decoded.js";
import { readFrames } from "./fixed-ratio.js";
import { findSource } from "./source.js";

/** Fractions of full scale that all sample sizes can express. */
const FRACTIONS = [0, 0.5, -0.5, 0.25, -1, 0.984375, -0.0078125, 0.0078125];

/** Writes each value with a method of Buffer. */
function bytesOf(
  bytes: number,
  write: (target: Buffer, value: number, at: number) => void,
  values: readonly number[] = FRACTIONS,
): Buffer {
  const buffer = Buffer.alloc(values.length * bytes);
  for (const [index, value] of values.entries()) write(buffer, value, index * bytes);
  return buffer;
}

const u8 = bytesOf(1, (to, value, at) => to.writeUInt8(value * 128 + 128, at));
const s8 = bytesOf(1, (to, value, at) => to.writeInt8(value * 128, at));
const integers = (bits: 16 | 24 | 32) => {
  const scale = 2 ** (bits - 1);
  return {
    le: bytesOf(bits / 8, (to, value, at) => to.writeIntLE(value * scale, at, bits / 8)),
    be: bytesOf(bits / 8, (to, value, at) => to.writeIntBE(value * scale, at, bits / 8)),
  };
};
const [s16, s24, s32] = [integers(16), integers(24), integers(32)];
const f32 = {
  le: bytesOf(4, (to, value, at) => to.writeFloatLE(value, at)),
  be: bytesOf(4, (to, value, at) => to.writeFloatBE(value, at)),
};
const f64 = {
  le: bytesOf(8, (to, value, at) => to.writeDoubleLE(value, at)),
  be: bytesOf(8, (to, value, at) => to.writeDoubleBE(value, at)),
};
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;
const extensible = (tag: number) =>
  Buffer.concat([Buffer.from([22, 0, 16, 0, 0, 0, 0, 0, tag, 0]), Buffer.alloc(14)]);

describe("samples keep their values", () => {
  test.each<[string, Buffer]>([
    ["8-bit WAV", wavFile(u8, { bits: 8 })],
    ["16-bit WAV", wavFile(s16.le)],
    ["24-bit WAV", wavFile(s24.le, { bits: 24 })],
    ["32-bit WAV", wavFile(s32.le, { bits: 32 })],
    ["WAV with 32-bit floats", wavFile(f32.le, { tag: FLOAT, bits: 32 })],
    ["WAV with 64-bit floats", wavFile(f64.le, { tag: FLOAT, bits: 64 })],
    ["extensible WAV", wavFile(s16.le, { tag: EXTENSIBLE, extension: extensible(1) })],
    ["big-endian WAV", wavFile(s16.be, { isBigEndian: true })],
    ["8-bit AIFF-C", aiffFile(s8, "NONE", 8)],
    ["unsigned 8-bit AIFF-C", aiffFile(u8, "raw ", 8)],
    ["16-bit AIFF-C", aiffFile(s16.be, "twos", 16)],
    ["little-endian AIFF-C", aiffFile(s16.le, "sowt", 16)],
    ["24-bit AIFF-C", aiffFile(s24.be, "in24", 24)],
    ["32-bit AIFF-C", aiffFile(s32.be, "in32", 32)],
    ["AIFF-C with 32-bit floats", aiffFile(f32.be, "fl32", 32)],
    ["AIFF-C with 64-bit floats", aiffFile(f64.be, "FL64", 64)],
    ["8-bit AU", auFile(s8, 2)],
    ["16-bit AU", auFile(s16.be, 3)],
    ["24-bit AU", auFile(s24.be, 4)],
    ["32-bit AU", auFile(s32.be, 5)],
    ["AU with 32-bit floats", auFile(f32.be, 6)],
    ["AU with 64-bit floats", auFile(f64.be, 7)],
    ["16-bit CAF", cafFile(s16.be, "lpcm", 0, 16)],
    ["little-endian 24-bit CAF", cafFile(s24.le, "lpcm", 2, 24)],
    ["little-endian CAF with 32-bit floats", cafFile(f32.le, "lpcm", 3, 32)],
  ])("in %s", async (_what, file) => {
    const { channels, sampleRate, cut } = await decodeBytes(file);
    expect([...channels[0]!]).toEqual(FRACTIONS);
    expect([sampleRate, cut]).toEqual([8_000, undefined]);
  });

  test.each<[string, (data: Buffer) => Buffer, number, number]>([
    ["µ-law in WAV", (data) => wavFile(data, { tag: 7, bits: 8 }), 0x80, 32_124],
    ["A-law in WAV", (data) => wavFile(data, { tag: 6, bits: 8 }), 0xaa, 32_256],
    ["µ-law in AIFF-C", (data) => aiffFile(data, "ulaw", 16), 0x80, 32_124],
    ["A-law in AIFF-C", (data) => aiffFile(data, "alaw", 16), 0xaa, 32_256],
    ["µ-law in AU", (data) => auFile(data, 1), 0x80, 32_124],
    ["A-law in AU", (data) => auFile(data, 27), 0xaa, 32_256],
    ["µ-law in CAF", (data) => cafFile(data, "ulaw", 0, 8), 0x80, 32_124],
  ])("in %s", async (_what, file, code, sample) => {
    const { channels } = await decodeBytes(file(Buffer.from([code, code ^ 0x80])));
    expect([...channels[0]!]).toEqual([sample / 2 ** 15, -sample / 2 ** 15]);
  });

  test("in each of two channels", async () => {
    const { channels } = await decodeBytes(wavFile(s16.le, { channels: 2 }));
    expect(channels.map((samples) => [...samples])).toEqual([
      FRACTIONS.filter((_, index) => index % 2 === 0),
      FRACTIONS.filter((_, index) => index % 2 === 1),
    ]);
  });

  test("but are clamped to full scale, and NaN becomes 0", async () => {
    const values = [2, -2, Number.NaN, Number.POSITIVE_INFINITY];
    const data = bytesOf(4, (to, value, at) => to.writeFloatLE(value, at), values);
    const { channels } = await decodeBytes(wavFile(data, { tag: FLOAT, bits: 32 }));
    expect([...channels[0]!]).toEqual([1, -1, 0, 1]);
  });
});

describe("a block of ADPCM", () => {
  test("of IMA begins with a sample, and each code changes the next one", async () => {
    // The sample 100 and the step 7. The codes 7, 15 and 0 have the steps 7, 16 and 34.
    const block = Buffer.from([100, 0, 0, 0, 0xf7, 0x00, 0, 0]);
    const extension = Buffer.from([2, 0, 9, 0]);
    const file = wavFile(block, { tag: 0x11, bits: 4, blockAlign: 8, extension });
    const { channels } = await decodeBytes(file);
    const samples = [...channels[0]!].map((sample) => sample * 2 ** 15);
    expect(samples.slice(0, 4)).toEqual([100, 111, 111 - (2 + 16 + 8 + 4), 81 + 4]);
    expect(samples).toHaveLength(9);
  });

  test("of Microsoft begins with two samples, and predicts the next one", async () => {
    // Twice the last sample less the one before, plus 1 and then -1 times the step of 16.
    const block = Buffer.from([1, 16, 0, 200, 0, 100, 0, 0x1f]);
    const file = wavFile(block, {
      ...{ tag: 2, bits: 4, blockAlign: 8 },
      extension: Buffer.from([2, 0, 4, 0]),
    });
    const { channels } = await decodeBytes(file);
    const samples = [...channels[0]!].map((sample) => sample * 2 ** 15);
    expect(samples).toEqual([100, 200, 2 * 200 - 100 + 16, 2 * 316 - 200 - 16]);
  });
});

describe("declared L16", () => {
  const SINE = Array.from(
    { length: 4_000 },
    (_, at) => Math.round(9_000 * Math.sin(at / 20)) / 2 ** 15,
  );
  const big = bytesOf(2, (to, value, at) => to.writeInt16BE(value * 2 ** 15, at), SINE);
  const little = Buffer.from(big).swap16();

  test.each([
    ["big-endian", big],
    ["little-endian", little],
  ])("is decoded if it is %s", async (_order, bytes) => {
    for (const [name, type] of [
      ["call", "audio/L16; rate=16000"],
      ["call.sln16", undefined],
    ] as const) {
      const { channels, sampleRate } = await decodeBytes(bytes, name, type);
      expect(sampleRate).toBe(16_000);
      expect([...channels[0]!]).toEqual(SINE);
    }
  });

  test("needs a rate", async () => {
    await expect(decodeBytes(big, "call", "audio/L16")).rejects.toThrow(
      "audio/L16 needs a rate parameter, such as audio/L16; rate=8000",
    );
  });
});

/** Bytes that repeat with their seed. */
function randomBytes(length: number): Buffer {
  let state = 7;
  return Buffer.from(
    Array.from({ length }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    }),
  );
}

describe("a range of samples is the same as in a whole file", () => {
  const data = randomBytes(64 * 1_024);
  const adpcm = (tag: number, samples: number) =>
    wavFile(data, {
      ...{ tag, bits: 4, channels: 2, blockAlign: 512 },
      extension: Buffer.from([2, 0, samples & 255, samples >> 8]),
    });

  test.each<[string, Buffer]>([
    ["16 bits", wavFile(data, { channels: 2 })],
    ["24 bits", wavFile(data, { bits: 24, channels: 2 })],
    ["µ-law", wavFile(data, { tag: 7, bits: 8, channels: 3 })],
    ["IMA ADPCM", adpcm(0x11, 505)],
    ["Microsoft ADPCM", adpcm(2, 500)],
    ["IMA ADPCM in AIFF-C", aiffFile(data.subarray(0, 34 * 2 * 900), "ima4", 16, 2)],
  ])("with %s", async (_what, file) => {
    const whole = await decodeBytes(file);
    const reader = readerOf(file);
    const source = await findSource(reader, { name: "call", type: undefined });
    if (!("layout" in source)) throw new Error("the positions of the samples are not known");
    const { frames } = source.layout;
    expect(whole.channels[0]).toHaveLength(frames);
    for (const [start, end] of [
      [0, 1],
      [1, 700],
      [499, 506],
      [1_009, 9_001],
      [frames - 3, frames + 9],
      [frames + 1, frames + 2],
    ] as const) {
      const range = await readFrames(reader, source.layout, start, end);
      expect(range).toEqual(whole.channels.map((samples) => samples.slice(start, end)));
    }
  });
});

test.each([
  [aiffFile(s16.be, "Q\0MC", 16), 'AIFF-C with the compression "q\\u0000mc" can\'t be decoded'],
  [cafFile(s16.be, "alac", 0, 16), 'CAF with the format "alac", 16 bits can\'t be decoded'],
  [auFile(s16.be, 23), "AU with the encoding 23 can't be decoded"],
])("an unsupported encoding is named", async (file, reason) => {
  await expect(decodeBytes(file)).rejects.toThrow(reason);
});

describe("a file of the WAV family", () => {
  test("whose samples are missing at the end is cut", async () => {
    const { cut, seconds } = await decodeBytes(wavFile(Buffer.alloc(16_000), { size: 32_000 }));
    expect(cut).toBe("the header states 32000 bytes of samples, but the file has 16000");
    expect(seconds).toBe(1);
  });

  test.each([0, 0xffffffff, 0x7ffff000])("that states the size %i is not cut", async (size) => {
    const { cut, seconds } = await decodeBytes(wavFile(Buffer.alloc(16_000, 1), { size }));
    expect([cut, seconds]).toEqual([undefined, 1]);
  });

  test.each([
    [{ channels: 0 }, "the file states no channels"],
    [{ channels: 33 }, "the file states 33 channels; at most 32 can be decoded"],
    [{ rate: 0 }, "the file states no sample rate"],
    [{ rate: 1 }, "a sample rate of 1 Hz"],
    [{ rate: 4e9 }, "a sample rate of 4000000000 Hz"],
    [{ bits: 0 }, "the WAVE format 0x1 with 0 bits per sample can't be decoded"],
    [{ bits: 40 }, "the WAVE format 0x1 with 40 bits per sample can't be decoded"],
    [{ tag: 0x64, bits: 4 }, "G.726 can't be decoded"],
    [{ tag: 0x11, bits: 4, channels: 2, blockAlign: 7 }, "the blocks are too short"],
    [{ tag: 2, bits: 4, channels: 2, blockAlign: 13 }, "the blocks are too short"],
    [{ tag: 2, bits: 4, channels: 1, blockAlign: 0 }, "the blocks are too short"],
  ])("with %j is rejected", async (format, reason) => {
    await expect(decodeBytes(wavFile(Buffer.alloc(16_000), format))).rejects.toThrow(reason);
  });

  test("without samples is rejected", async () => {
    await expect(decodeBytes(wavFile(Buffer.alloc(0), { size: 8 }))).rejects.toThrow(
      "the file has no audio that can be decoded",
    );
  });
});
