import type { Waveform } from "syllable-sdk/models/components";

/** The finest stored resolution has more pixels for each second than this. */
const PIXELS_PER_SECOND = 128;
/** The most pixels to load, so that the deepest zoom into hours of sound stays small. */
const MOST_PIXELS = 300_000;

/**
 * How many samples each pixel of a waveform covers, so that each bar on the screen has a pixel or more. A power of two, so
 * that a small change of the zoom needs no request. Undefined for the finest stored resolution.
 * @param seconds the duration of the recording
 */
export function samplesPerPixel(
  secondsPerBar: number,
  sampleRate: number,
  seconds: number,
): number | undefined {
  const wanted = Math.floor(Math.log2(Math.max(1, secondsPerBar * sampleRate)));
  const least = Math.ceil(Math.log2(Math.max(1, (seconds * sampleRate) / MOST_PIXELS)));
  const finest = Math.ceil(Math.log2(sampleRate / PIXELS_PER_SECOND));
  const power = Math.max(wanted, least);
  return power <= finest ? undefined : 2 ** power;
}

/** The greatest amplitude of a waveform, of all channels: the two are drawn on the same scale. */
export function greatest({ data }: Waveform): number {
  let most = 0;
  for (const value of data) most = Math.max(most, Math.abs(value));
  return most;
}

/**
 * The bars of a channel: the greatest amplitude of each of `count` equal parts of a stretch, relative to `full`.
 * @param start seconds from the start of the recording
 */
export function peaksOf(
  { data, channels, samplesPerPixel, sampleRate, length }: Waveform,
  channel: number,
  { start, end }: { readonly start: number; readonly end: number },
  count: number,
  full: number,
): Float32Array {
  const peaks = new Float32Array(count);
  const perSecond = sampleRate / samplesPerPixel;
  for (let bar = 0; bar < count; bar++) {
    const at = (start + ((end - start) * bar) / count) * perSecond;
    const until = (start + ((end - start) * (bar + 1)) / count) * perSecond;
    const last = Math.min(Math.max(Math.ceil(until), Math.floor(at) + 1), length);
    let most = 0;
    for (let pixel = Math.max(0, Math.floor(at)); pixel < last; pixel++) {
      const index = (pixel * channels + channel) * 2;
      most = Math.max(most, -data[index]!, data[index + 1]!);
    }
    peaks[bar] = most / full;
  }
  return peaks;
}
