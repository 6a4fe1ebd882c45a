/** Filters for whole signals. All have linear phase, and none moves the signal in time. */

/** Zero crossings of the resampling kernel on each side, and its stored values between two of them. */
const CROSSINGS = 24;
const KERNEL_STEPS = 1024;
const TELEPHONE_HZ = [300, 3400];
const TELEPHONE_TAPS_SECONDS = 0.016;

const sinc = (x) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
/** A Hann window from -1 to 1. */
const hann = (x) => (Math.abs(x) >= 1 ? 0 : 0.5 + 0.5 * Math.cos(Math.PI * x));

/** Half of a windowed sinc. It is symmetric. */
const KERNEL = Float32Array.from(
  { length: CROSSINGS * KERNEL_STEPS + 1 },
  (_, step) => sinc(step / KERNEL_STEPS) * hann(step / (CROSSINGS * KERNEL_STEPS)),
);

export const gainOf = (decibels) => 10 ** (decibels / 20);

/** Resamples by any ratio. The output has `rate` × the number of samples. */
export function resample(samples, rate) {
  if (rate === 1) return samples;
  const cutoff = Math.min(1, rate);
  const reach = CROSSINGS / cutoff;
  const output = new Float32Array(Math.floor(samples.length * rate));
  for (let index = 0; index < output.length; index++) {
    const center = index / rate;
    const first = Math.max(0, Math.ceil(center - reach));
    const last = Math.min(samples.length - 1, Math.floor(center + reach));
    let sum = 0;
    for (let at = first; at <= last; at++) {
      sum += samples[at] * KERNEL[Math.round(Math.abs(at - center) * cutoff * KERNEL_STEPS)];
    }
    output[index] = sum * cutoff;
  }
  return output;
}

/** Limits a signal to the telephone band, 300 to 3400 Hz. */
export function telephoneBand(samples, sampleRate) {
  const half = Math.round((TELEPHONE_TAPS_SECONDS * sampleRate) / 2);
  const [low, high] = TELEPHONE_HZ.map((hz) => (2 * hz) / sampleRate);
  const taps = new Float64Array(2 * half + 1);
  for (let tap = -half; tap <= half; tap++) {
    const ideal = high * sinc(high * tap) - low * sinc(low * tap);
    taps[tap + half] = ideal * hann(tap / (half + 1));
  }
  const output = new Float32Array(samples.length);
  for (let index = 0; index < samples.length; index++) {
    const first = Math.max(0, index - half);
    const last = Math.min(samples.length - 1, index + half);
    let sum = 0;
    for (let at = first; at <= last; at++) sum += samples[at] * taps[at - index + half];
    output[index] = sum;
  }
  return output;
}
