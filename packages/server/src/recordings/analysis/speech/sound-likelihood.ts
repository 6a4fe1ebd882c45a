import type { ChannelFrames } from "./channel-frames.js";
import { toPower } from "./decibels.js";
import { floorAt, noiseFloors } from "./noise-floor.js";
import { MAX_POWER_RATIO } from "./parameters.js";

/**
 * For each frame, the log-likelihood ratio of its powers, noise with a sound over noise alone: the higher one
 * of the frame itself and of the frame with both its neighbours.
 *
 * This is the generalised likelihood-ratio test of an increased variance, added up over the bands. A
 * band of noise has a chi-squared distributed power.
 */
export function soundLikelihoods(frames: ChannelFrames): Float32Array {
  const own = new Float32Array(frames.length);
  const withNeighbours = new Float32Array(frames.length);
  for (const [band, allPowers] of frames.bandPowers.entries()) {
    const powers = allPowers.subarray(0, frames.length);
    const floors = noiseFloors(powers);
    const halfDegrees = frames.halfDegrees[band] as number;
    for (let frame = 0; frame < powers.length; frame++) {
      const floor = toPower(floorAt(floors, frame));
      const power = powers[frame] as number;
      const around = (powers[frame - 1] ?? power) + power + (powers[frame + 1] ?? power);
      own[frame] = (own[frame] as number) + halfDegrees * logRatio(power / floor);
      withNeighbours[frame] =
        (withNeighbours[frame] as number) + 3 * halfDegrees * logRatio(around / 3 / floor);
    }
  }
  return own.map((value, frame) => Math.max(value, withNeighbours[frame] as number));
}

function logRatio(powerRatio: number): number {
  if (powerRatio <= 1) return 0;
  return Math.min(powerRatio, MAX_POWER_RATIO) - 1 - Math.log(powerRatio);
}
