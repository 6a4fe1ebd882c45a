import { gainOf } from "./filters.mjs";
import { between } from "./random.mjs";

const HUM_HZ = 50;
const HUM_HARMONICS = 7;
const CLICK_SECONDS = 0.004;

/** The kinds of noise, each at any level. */
const KINDS = {
  white: (length, _rate, random) => Float32Array.from({ length }, () => gaussian(random)),
  pink: (length, _rate, random) => pinkNoise(length, random),
  hum: (length, sampleRate) => hum(length, sampleRate),
};

/** Noise of a kind with an RMS level in dBFS. */
export function noise(kind, length, sampleRate, decibels, random) {
  const samples = KINDS[kind](length, sampleRate, random);
  let energy = 0;
  for (const sample of samples) energy += sample ** 2;
  const gain = gainOf(decibels) / Math.sqrt(energy / length);
  return samples.map((sample) => sample * gain);
}

function gaussian(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Noise that falls by 3 dB per octave: the sum of low-passed white noises. */
function pinkNoise(length, random) {
  const poles = [0.99, 0.96, 0.85, 0.5];
  const states = poles.map(() => 0);
  return Float32Array.from({ length }, () => {
    const white = gaussian(random);
    let sum = white * 0.2;
    for (const [index, pole] of poles.entries()) {
      states[index] = states[index] * pole + white * Math.sqrt(1 - pole);
      sum += states[index] * (1 - pole) ** 0.25;
    }
    return sum;
  });
}

/** Mains hum with its harmonics, each 6 dB weaker than the one before. */
function hum(length, sampleRate) {
  return Float32Array.from({ length }, (_, index) => {
    let sum = 0;
    for (let harmonic = 1; harmonic <= HUM_HARMONICS; harmonic++) {
      const phase = (2 * Math.PI * HUM_HZ * harmonic * index) / sampleRate;
      sum += Math.sin(phase + harmonic) / 2 ** (harmonic - 1);
    }
    return sum;
  });
}

/** Adds a click, as of a handset or a bad line: a burst of 4 ms. */
export function addClick(samples, sampleRate, second, decibels, random) {
  const first = Math.round(second * sampleRate);
  const length = Math.round(CLICK_SECONDS * sampleRate);
  for (let index = 0; index < length && first + index < samples.length; index++) {
    const decay = 1 - index / length;
    samples[first + index] += gainOf(decibels) * decay * between(random, -1, 1);
  }
}
