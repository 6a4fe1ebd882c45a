import { describe, expect, test } from "vitest";
import { decodeWaveform, encodeWaveform, encodeWaveformJson } from "./format.js";
import { rescale } from "./rescale.js";
import { pixelsOf, type Waveform } from "./waveform.js";
import { WaveformBuilder } from "./waveform-builder.js";

const RATE = 8000;

/** Samples that differ everywhere: a sine whose frequency rises. */
const sweep = (length: number, amplitude = 0.9) =>
  Float32Array.from({ length }, (_, at) => amplitude * Math.sin((at * at) / 90_000 + at / 50));

function build(channels: Float32Array[], blockSize = 1000, maxBytes?: number): Waveform[] {
  const builder = new WaveformBuilder(RATE, channels.length, maxBytes);
  const length = channels[0]?.length ?? 0;
  for (let from = 0; from < length; from += blockSize) {
    const part = channels.map((samples) => samples.subarray(from, from + blockSize));
    builder.add({ sampleRate: RATE, channels: part });
  }
  return builder.finish();
}

/** The pairs, computed without a stream. */
function expectedPairs(channels: Float32Array[], samplesPerPixel: number): Int8Array {
  const pairs: number[] = [];
  const length = channels[0]?.length ?? 0;
  for (let from = 0; from < length; from += samplesPerPixel) {
    for (const samples of channels) {
      const scaled = [...samples.subarray(from, from + samplesPerPixel)].map((sample) =>
        Math.trunc(Math.max(-128, Math.min(127, sample * 128))),
      );
      pairs.push(Math.min(...scaled), Math.max(...scaled));
    }
  }
  return Int8Array.from(pairs);
}

describe("a waveform", () => {
  test("has the minima and maxima of each channel in every resolution", () => {
    const channels = [sweep(300_037), sweep(300_037, 0.2)];
    const waveforms = build(channels, 777);
    expect(waveforms.map(({ samplesPerPixel }) => samplesPerPixel)).toEqual([32, 128]);
    for (const { samplesPerPixel, pairs } of waveforms) {
      expect(pairs).toEqual(expectedPairs(channels, samplesPerPixel));
    }
  });

  test.each([8000, 11_025, 44_100, 48_000])(
    "at %d Hz has a fine and a coarse resolution",
    (rate) => {
      const builder = new WaveformBuilder(rate, 1);
      const second = { sampleRate: rate, channels: [new Float32Array(rate)] };
      for (let seconds = 0; seconds < 300; seconds++) builder.add(second);
      const waveforms = builder.finish();
      const [finest, coarsest] = [waveforms[0] as Waveform, waveforms.at(-1) as Waveform];
      expect(rate / finest.samplesPerPixel).toBeGreaterThan(125);
      expect(pixelsOf(coarsest)).toBeGreaterThanOrEqual(2000);
      expect(pixelsOf(coarsest)).toBeLessThan(8000);
    },
  );

  test("halves its finest resolution instead of using more memory", () => {
    const channels = [sweep(60_000), sweep(60_000), sweep(60_000)];
    expect(build(channels, 1000, 12_000)[0]?.samplesPerPixel).toBe(32);
    const longer = channels.map(() => sweep(200_017));
    const [halved] = build(longer, 1000, 12_000);
    expect(halved?.samplesPerPixel).toBe(128);
    expect(halved?.pairs).toEqual(expectedPairs(longer, 128));
  });

  test("ignores samples that are not numbers, and clamps those beyond full scale", () => {
    const samples = new Float32Array(64).fill(Number.NaN, 0, 32);
    samples[40] = 3;
    samples[41] = Number.NEGATIVE_INFINITY;
    expect([...(build([samples])[0]?.pairs ?? [])]).toEqual([0, 0, -128, 127]);
  });

  test("of no samples is empty", () => {
    expect(build([new Float32Array(0)]).map(pixelsOf)).toEqual([0]);
  });
});

describe("another resolution", () => {
  const channels = [sweep(100_000), sweep(100_000, 0.4)];
  const [finest] = build(channels) as [Waveform];

  test.each([64, 96, 320, 1024])("of %d samples per pixel is exact", (samplesPerPixel) => {
    const { pairs } = rescale(finest, samplesPerPixel);
    expect(pairs).toEqual(expectedPairs(channels, samplesPerPixel));
  });

  test("that is not a multiple has each extreme in one pixel", () => {
    const rescaled = rescale(finest, 100);
    const pixels = pixelsOf(finest);
    for (let pixel = 0; pixel < pixelsOf(rescaled); pixel++) {
      const sources = Array.from({ length: pixels }, (_, source) => source).filter(
        (source) => Math.floor((source * 32) / 100) === pixel,
      );
      const minima = sources.map((source) => finest.pairs[source * 4] as number);
      const maxima = sources.map((source) => finest.pairs[source * 4 + 1] as number);
      expect(rescaled.pairs[pixel * 4]).toBe(Math.min(...minima));
      expect(rescaled.pairs[pixel * 4 + 1]).toBe(Math.max(...maxima));
    }
  });

  test.each([31, 0, -1, 64.5, Number.NaN])("of %d samples per pixel is an error", (wanted) => {
    const message = `samples_per_pixel must be an integer of at least 32 for this recording, not ${wanted}.`;
    expect(() => rescale(finest, wanted)).toThrow(new RangeError(message));
  });
});

describe("the format of audiowaveform", () => {
  const waveform: Waveform = {
    sampleRate: 48_000,
    samplesPerPixel: 512,
    channels: 2,
    pairs: Int8Array.of(-65, 63, -66, 64, -40, 41, -39, 45, -55, 43, -128, 127),
  };

  test("is 24 bytes of header and then pairs, interleaved", () => {
    expect(encodeWaveform(waveform).toString("hex")).toBe(
      "0200000001000000" + // version 2, 8 bits
        "80bb000000020000" + // 48,000 Hz, 512 samples per pixel
        "0300000002000000" + // 3 pixels, 2 channels
        "bf3fbe40d829d92dc92b807f",
    );
    expect(decodeWaveform(encodeWaveform(waveform))).toEqual(waveform);
  });

  test("has the same content as JSON", () => {
    expect(JSON.parse(Buffer.concat(encodeWaveformJson(waveform)).toString())).toEqual({
      version: 2,
      channels: 2,
      sample_rate: 48_000,
      samples_per_pixel: 512,
      bits: 8,
      length: 3,
      data: [-65, 63, -66, 64, -40, 41, -39, 45, -55, 43, -128, 127],
    });
  });
});
