import { expect, test } from "vitest";
import { type ChannelLevels, LevelMeter } from "./levels.js";

const RATE = 8000;
const SECOND = Float32Array.from({ length: RATE });
const sine = (amplitude: number) =>
  SECOND.map((_, index) => amplitude * Math.sin((2 * Math.PI * 440 * index) / RATE));

function levelsOf(channels: Float32Array[], blockSize = 1000): ChannelLevels[] {
  const meter = new LevelMeter(RATE, channels.length);
  const length = channels[0]?.length ?? 0;
  for (let from = 0; from < length; from += blockSize) {
    const part = channels.map((samples) => samples.subarray(from, from + blockSize));
    meter.add({ sampleRate: RATE, channels: part });
  }
  return meter.finish();
}

const halfSine = {
  rms: expect.closeTo(0.5 * Math.SQRT1_2, 3),
  peak: expect.closeTo(0.5, 3),
  clippedMs: 0,
};

test("a sine has its amplitude as peak, and 3 dB less as RMS level", () => {
  const [half, tenth] = levelsOf([sine(0.5), sine(0.1)]);
  expect(half).toEqual(halfSine);
  expect(tenth).toMatchObject({ rms: expect.closeTo(0.0707, 3), peak: expect.closeTo(0.1, 3) });
});

test("digital silence and an empty channel have the level 0", () => {
  const silent = { rms: 0, peak: 0, clippedMs: 0 };
  expect(levelsOf([SECOND, new Float32Array(RATE)])).toEqual([silent, silent]);
  expect(levelsOf([new Float32Array(0)])).toEqual([silent]);
});

test("runs of samples at full scale are clipped, single ones are not", () => {
  const samples = new Float32Array(RATE);
  samples[10] = 1;
  samples[20] = -1;
  samples.fill(1, 100, 180);
  samples.fill(-1, 996, 1036);
  expect(levelsOf([samples])[0]).toMatchObject({
    peak: 1,
    clippedMs: 15,
    clippedAt: { startMs: 13, endMs: 130 },
  });
});

test("a signal that was recorded too loud is clipped, also as G.711", () => {
  const loud = sine(2);
  const sixteenBits = loud.map((sample) => Math.max(-1, Math.min(32_767 / 32_768, sample)));
  const muLaw = loud.map((sample) => Math.max(-1, Math.min(1, sample)) * (32_124 / 32_768));
  for (const { clippedMs } of levelsOf([sixteenBits, muLaw])) {
    expect(clippedMs).toBeGreaterThan(500);
    expect(clippedMs).toBeLessThan(750);
  }
});

test("the levels do not depend on the size of the blocks", () => {
  const samples = sine(1.5).map((sample) => Math.max(-1, Math.min(1, sample)));
  const [levels] = levelsOf([samples], RATE);
  expect(levelsOf([samples], 7)).toEqual([{ ...levels, rms: expect.closeTo(levels?.rms ?? 0, 6) }]);
});

test("samples that are not finite are ignored", () => {
  const samples = sine(0.5);
  samples[5] = Number.NaN;
  samples[6] = Number.POSITIVE_INFINITY;
  expect(levelsOf([samples])[0]).toEqual(halfSine);
});
