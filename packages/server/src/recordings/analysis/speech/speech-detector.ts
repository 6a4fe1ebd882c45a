import type { PcmBlock, Segment } from "../pcm.js";
import { ChannelFrames } from "./channel-frames.js";
import { highestOf, toDecibels, toPower } from "./decibels.js";
import { Echo, type FrameLevels } from "./echo.js";
import { FLOOR_BLOCK_FRAMES, floorAt, noiseFloors } from "./noise-floor.js";
import {
  FLOOR_BLOCKS_AROUND,
  FRAME_MS,
  HUM_PERIOD_MS,
  MIN_LOG_LIKELIHOOD_RATIO,
  STRONG_DB,
  STRONG_MIN_DBFS,
} from "./parameters.js";
import { soundLikelihoods } from "./sound-likelihood.js";
import { Utterances } from "./utterances.js";

/** The number of frames around a frame that the decision about it depends on. */
const CONTEXT_FRAMES = (FLOOR_BLOCKS_AROUND + 1) * FLOOR_BLOCK_FRAMES;
/** How many frames are decided at a time. */
const WINDOW_FRAMES = 60 * FLOOR_BLOCK_FRAMES;

/**
 * Finds the speech segments of each channel in a stream of samples. Holds the last minute of frames and the
 * open utterance. If there are two channels, the echo of one in the other is not speech.
 */
export class SpeechDetector {
  readonly #channels: readonly ChannelFrames[];
  readonly #utterances: readonly Utterances[];
  readonly #echoes: readonly Echo[];
  /** The number of frames that were dropped. */
  #dropped = 0;
  /** The number of frames at the start of the buffer that are decided. */
  #decided = 0;
  /** The number of frames at the start of the buffer from which echo was measured. */
  #measured = 0;

  constructor(sampleRate: number, channels: number) {
    const all = Array.from({ length: channels });
    this.#channels = all.map(() => new ChannelFrames(sampleRate));
    this.#utterances = all.map(() => new Utterances());
    this.#echoes = all.map(() => new Echo());
  }

  add(block: PcmBlock): void {
    for (const [index, channel] of this.#channels.entries()) {
      channel.add(block.channels[index] as Float32Array);
    }
    while (this.#length >= this.#decided + WINDOW_FRAMES + CONTEXT_FRAMES) {
      this.#decide(this.#length - CONTEXT_FRAMES);
      this.#drop();
    }
  }

  /** The speech of each channel, after the last block. */
  finish(): Segment[][] {
    this.#decide(this.#length);
    return this.#utterances.map((utterances) => {
      utterances.end();
      return utterances.segments;
    });
  }

  get #length(): number {
    return this.#channels[0]?.length ?? 0;
  }

  #decide(end: number): void {
    const levels = this.#channels.map(frameLevels);
    for (const [index, channel] of this.#channels.entries()) {
      const near = levels[index] as FrameLevels;
      const far = levels.length === 2 ? levels[1 - index] : undefined;
      const echo = far && this.#echoes[index]?.highestEcho(near, far, this.#measured);
      this.#decideChannel(channel, near, echo, this.#utterances[index] as Utterances, end);
    }
    this.#decided = end;
    this.#measured = this.#length;
  }

  #decideChannel(
    channel: ChannelFrames,
    { levels, floors }: FrameLevels,
    echo: Float32Array | undefined,
    utterances: Utterances,
    end: number,
  ): void {
    const likelihoods = soundLikelihoods(channel);
    const steadyLevels = highestOf(levels, HUM_PERIOD_MS / FRAME_MS);
    for (let frame = this.#decided; frame < end; frame++) {
      const level = levels[frame] as number;
      if (echo && level < (echo[frame] as number)) continue;
      const floor = floorAt(floors, frame);
      const isStrong = level > floor + STRONG_DB && level > STRONG_MIN_DBFS;
      if (!isStrong && (likelihoods[frame] as number) < MIN_LOG_LIKELIHOOD_RATIO) continue;
      const withoutNoise = toDecibels(toPower(level) - toPower(floor));
      const steadyLevel = steadyLevels[frame] as number;
      utterances.add(this.#dropped + frame, isStrong, withoutNoise, steadyLevel);
    }
  }

  /** Drops the frames that no later decision depends on, in whole blocks of the noise floor. */
  #drop(): void {
    const blocks = Math.floor((this.#decided - CONTEXT_FRAMES) / FLOOR_BLOCK_FRAMES);
    const count = Math.max(0, blocks) * FLOOR_BLOCK_FRAMES;
    for (const channel of this.#channels) channel.drop(count);
    this.#dropped += count;
    this.#decided -= count;
    this.#measured -= count;
  }
}

function frameLevels({ power, length }: ChannelFrames): FrameLevels {
  const powers = power.subarray(0, length);
  return { levels: powers.map(toDecibels), floors: noiseFloors(powers) };
}
