import { expect, test } from "vitest";
import type { PcmBlock } from "./pcm.js";
import { uniformBlocks } from "./uniform-blocks.js";

const sine = (sampleRate: number, seconds: number) =>
  Float32Array.from({ length: sampleRate * seconds }, (_, at) =>
    Math.sin((2 * Math.PI * 100 * at) / sampleRate),
  );

/** Samples in blocks of different lengths. */
function* blocksOf(sampleRate: number, channels: Float32Array[]): Generator<PcmBlock> {
  const length = channels[0]?.length ?? 0;
  for (let from = 0, size = 1; from < length; from += size, size = (size * 7) % 1009) {
    yield { sampleRate, channels: channels.map((samples) => samples.subarray(from, from + size)) };
  }
}

async function join(
  ...parts: Iterable<PcmBlock>[]
): Promise<{ rate: number; channels: number[][] }> {
  async function* all() {
    for (const part of parts) yield* part;
  }
  const rates = new Set<number>();
  const channels: number[][] = [];
  for await (const block of uniformBlocks(all())) {
    rates.add(block.sampleRate);
    for (const [index, samples] of block.channels.entries()) {
      channels[index] = [...(channels[index] ?? []), ...samples];
    }
  }
  expect(rates.size).toBe(1);
  return { rate: [...rates][0] as number, channels };
}

test.each([4000, 11_025, 44_100])(
  "a part at %d Hz is resampled to the rate of the first part",
  async (rate) => {
    const first = sine(8000, 1);
    const { rate: joined, channels } = await join(
      blocksOf(8000, [first]),
      blocksOf(rate, [sine(rate, 2)]),
      blocksOf(8000, [first]),
    );
    expect(joined).toBe(8000);
    const samples = channels[0] as number[];
    expect(Math.abs(samples.length - 4 * 8000)).toBeLessThanOrEqual(3);
    const middle = samples.slice(8000, 3 * 8000 - 3);
    const errors = sine(8000, 2).map((sample, at) => Math.abs(sample - (middle[at] ?? sample)));
    expect(Math.max(...errors)).toBeLessThan(0.01);
  },
);

test("missing channels are silent, and extra ones are dropped", async () => {
  const tone = sine(8000, 1);
  const stereo = await join(blocksOf(8000, [tone, tone]), blocksOf(8000, [tone]));
  expect(stereo.channels.map((samples) => Math.max(...samples.slice(8000)))).toEqual([
    expect.closeTo(1, 3),
    0,
  ]);
  const mono = await join(blocksOf(8000, [tone]), blocksOf(8000, [tone, tone, tone]));
  expect(mono.channels.length).toBe(1);
});

test("blocks of one format are passed on unchanged", async () => {
  const blocks = [...blocksOf(16_000, [sine(16_000, 1)])];
  const passed: PcmBlock[] = [];
  async function* all() {
    yield* blocks;
  }
  for await (const block of uniformBlocks(all())) passed.push(block);
  expect(passed).toEqual(blocks);
});
