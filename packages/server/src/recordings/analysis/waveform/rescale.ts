import { pixelsOf, type Waveform } from "./waveform.js";

/**
 * A waveform with fewer pixels. `samplesPerPixel` need not be a multiple: a pixel of the source is merged into
 * the pixel in which it starts, so that each extreme is in the result exactly once.
 *
 * @throws RangeError if `samplesPerPixel` is not an integer or less than that of the waveform.
 */
export function rescale(waveform: Waveform, samplesPerPixel: number): Waveform {
  if (samplesPerPixel === waveform.samplesPerPixel) return waveform;
  checkResolution(samplesPerPixel, waveform.samplesPerPixel);
  const { pairs, channels } = waveform;
  const sourcePixels = pixelsOf(waveform);
  const lastStart = Math.max(0, sourcePixels - 1) * waveform.samplesPerPixel;
  const pixels = sourcePixels === 0 ? 0 : Math.floor(lastStart / samplesPerPixel) + 1;
  const width = 2 * channels;
  const rescaled = new Int8Array(pixels * width);
  for (let pixel = 0, source = 0; pixel < pixels; pixel++) {
    const end = Math.ceil(((pixel + 1) * samplesPerPixel) / waveform.samplesPerPixel);
    const target = rescaled.subarray(pixel * width, (pixel + 1) * width);
    target.set(pairs.subarray(source * width, (source + 1) * width));
    for (source++; source < Math.min(end, sourcePixels); source++) {
      merge(target, pairs, source * width);
    }
  }
  return { ...waveform, samplesPerPixel, pairs: rescaled };
}

function checkResolution(samplesPerPixel: number, finest: number): void {
  if (Number.isInteger(samplesPerPixel) && samplesPerPixel >= finest) return;
  throw new RangeError(
    `samples_per_pixel must be an integer of at least ${finest} for this recording, not ${samplesPerPixel}.`,
  );
}

/** Extends the minima and maxima of a pixel to include those of another. */
function merge(target: Int8Array, pairs: Int8Array, offset: number): void {
  for (let index = 0; index < target.length; index += 2) {
    const [min, max] = [pairs[offset + index] as number, pairs[offset + index + 1] as number];
    if (min < (target[index] as number)) target[index] = min;
    if (max > (target[index + 1] as number)) target[index + 1] = max;
  }
}
