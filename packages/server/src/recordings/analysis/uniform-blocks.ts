import type { PcmBlock } from "./pcm.js";

/**
 * Blocks in the format of the first one. Some files change their sample rate or their channels in the
 * middle, as when two calls were concatenated. A recording is measured in one format: missing channels are
 * silent, extra ones are dropped, and samples are interpolated, so that all times stay correct.
 */
export async function* uniformBlocks(
  blocks: AsyncIterable<PcmBlock>,
): AsyncGenerator<PcmBlock, void> {
  let format: PcmBlock | undefined;
  let resampler: Resampler | undefined;
  for await (const block of blocks) {
    format ??= { sampleRate: block.sampleRate, channels: block.channels.map(() => EMPTY) };
    const { sampleRate, channels } = format;
    if (block.sampleRate === sampleRate && block.channels.length === channels.length) {
      resampler = undefined;
      yield block;
      continue;
    }
    if (resampler?.sourceRate !== block.sampleRate) {
      resampler = new Resampler(block.sampleRate, sampleRate, channels.length);
    }
    yield resampler.resample(block);
  }
}

const EMPTY = new Float32Array(0);

/** Interpolates linearly, which is exact enough for the levels and the speech of damaged or joined files. */
class Resampler {
  /** The position of the next output sample, in source samples from the start of the next block. */
  #position = 0;
  readonly #last: Float32Array;

  constructor(
    readonly sourceRate: number,
    private readonly targetRate: number,
    channels: number,
  ) {
    this.#last = new Float32Array(channels);
  }

  resample(block: PcmBlock): PcmBlock {
    const step = this.sourceRate / this.targetRate;
    const length = block.channels[0]?.length ?? 0;
    const count = Math.max(0, Math.ceil((length - 1 - this.#position) / step));
    const channels = Array.from(this.#last, (last, channel) => {
      const source = block.channels[channel];
      const target = new Float32Array(count);
      if (!source) return target;
      for (let index = 0; index < count; index++) {
        const position = this.#position + index * step;
        const before = Math.floor(position);
        const value = before < 0 ? last : (source[before] as number);
        target[index] = value + ((source[before + 1] as number) - value) * (position - before);
      }
      this.#last[channel] = source.at(-1) ?? last;
      return target;
    });
    this.#position += count * step - length;
    return { sampleRate: this.targetRate, channels };
  }
}
