import { highestOf, toDecibels } from "./decibels.js";
import { Histogram } from "./histogram.js";
import {
  FLOOR_BLOCK_MS,
  FLOOR_BLOCKS_AROUND,
  FLOOR_PERCENTILE,
  FRAME_MS,
  HUM_PERIOD_MS,
} from "./parameters.js";

/** The frames that have the same noise floor. */
export const FLOOR_BLOCK_FRAMES = FLOOR_BLOCK_MS / FRAME_MS;

/** The noise floor around each block of frames in dBFS. The floor of block 0 is the first. */
export function noiseFloors(powers: Float32Array): Float32Array {
  const levels = highestOf(powers.map(toDecibels), HUM_PERIOD_MS / FRAME_MS);
  const blocks = Math.ceil(levels.length / FLOOR_BLOCK_FRAMES);
  return Float32Array.from({ length: blocks }, (_, block) => {
    const histogram = new Histogram();
    const first = Math.max(0, block - FLOOR_BLOCKS_AROUND) * FLOOR_BLOCK_FRAMES;
    const end = Math.min(levels.length, (block + FLOOR_BLOCKS_AROUND + 1) * FLOOR_BLOCK_FRAMES);
    for (let frame = first; frame < end; frame++) histogram.add(levels[frame] as number);
    return histogram.percentile(FLOOR_PERCENTILE) as number;
  });
}

export const floorAt = (floors: Float32Array, frame: number): number =>
  floors[Math.floor(frame / FLOOR_BLOCK_FRAMES)] as number;
