import { highestOf } from "./decibels.js";
import { Histogram } from "./histogram.js";
import { floorAt } from "./noise-floor.js";
import {
  ECHO_DELAY_MS,
  ECHO_MARGIN_DB,
  ECHO_MIN_LOSS_DB,
  ECHO_ORIGIN_DB,
  ECHO_ORIGIN_MIN_DBFS,
  ECHO_PERCENTILE,
  FRAME_MS,
  SILENCE_DBFS,
} from "./parameters.js";

/** Levels of the frames of a channel, and their noise floor, in dBFS. */
export interface FrameLevels {
  readonly levels: Float32Array;
  readonly floors: Float32Array;
}

/**
 * Finds the echo of one channel in another by its level: a frame is echo if it is no louder than the other
 * channel was within the echo delay, minus the loss of the echo path (after Geigel's double-talk detector).
 * The loss is measured where only the other channel is loud.
 */
export class Echo {
  readonly #losses = new Histogram();

  /** The level up to which each frame can be echo. Frames before `firstNew` have already been measured. */
  highestEcho(near: FrameLevels, far: FrameLevels, firstNew: number): Float32Array {
    const origins = highestOf(far.levels, ECHO_DELAY_MS / FRAME_MS + 1);
    for (let frame = firstNew; frame < origins.length; frame++) {
      const farLevel = far.levels[frame] as number;
      if (farLevel < ECHO_ORIGIN_MIN_DBFS) continue;
      if (farLevel < floorAt(far.floors, frame) + ECHO_ORIGIN_DB) continue;
      const difference = (near.levels[frame] as number) - (origins[frame] as number);
      if (difference < -ECHO_MIN_LOSS_DB) this.#losses.add(difference);
    }
    const difference = this.#losses.percentile(ECHO_PERCENTILE);
    if (difference === undefined) return origins.fill(SILENCE_DBFS);
    return origins.map((origin) => origin + difference + ECHO_MARGIN_DB);
  }
}
