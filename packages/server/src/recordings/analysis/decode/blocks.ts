import type { PcmBlock } from "../pcm.js";

/** Why samples are missing at the end of a file, as a clause; undefined if none is known to be missing. */
export type Cut = string | undefined;

export const lengthOf = ({ channels }: PcmBlock): number => channels[0]?.length ?? 0;

/** A part of a block, from sample `start` to `end`. Undefined if it has no samples. */
export function sliceBlock(block: PcmBlock, start: number, end: number): PcmBlock | undefined {
  const length = lengthOf(block);
  const [from, to] = [Math.max(0, start), Math.min(length, end)];
  if (from >= to) return undefined;
  if (from === 0 && to === length) return block;
  return { ...block, channels: block.channels.map((samples) => samples.subarray(from, to)) };
}

const SILENCE_SAMPLES = 2 ** 14;

/** Blocks of silence. */
export function* silence(
  sampleRate: number,
  channels: number,
  samples: number,
): Generator<PcmBlock> {
  for (let left = samples; left > 0; left -= SILENCE_SAMPLES) {
    const length = Math.min(left, SILENCE_SAMPLES);
    yield {
      sampleRate,
      channels: Array.from({ length: channels }, () => new Float32Array(length)),
    };
  }
}
