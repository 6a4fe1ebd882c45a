import { spawnSync } from "node:child_process";
import { gainOf } from "./filters.mjs";

/** Two letters are voices of espeak-ng itself; `+f2` and the like are variants of it. */
export const CALLER_VOICES = ["en-us", "en-gb-scotland", "en-us+f2", "en-gb-x-rp+m3", "en-029"];
export const AGENT_VOICES = ["en-us+f3", "en-gb+f4", "en-us+m7", "en-gb-x-gbclan"];

const WAVE_HEADER_BYTES = 44;
const FULL_SCALE = 32_768;

const spoken = new Map();

/** Why no speech can be synthesised, or undefined. */
export function missingSpeech() {
  const { error, status } = spawnSync("espeak-ng", ["--version"]);
  if (error) return `espeak-ng cannot be started: ${error.message}`;
  return status === 0 ? undefined : `espeak-ng --version exits with ${status}`;
}

/** Speaks a text with espeak-ng. The loudest sample is 1. */
export function speak(text, voice, wordsPerMinute) {
  const key = JSON.stringify([text, voice, wordsPerMinute]);
  if (!spoken.has(key)) spoken.set(key, synthesize(text, voice, wordsPerMinute));
  return spoken.get(key);
}

function synthesize(text, voice, wordsPerMinute) {
  const options = ["-v", voice, "-s", String(wordsPerMinute), "--stdout", text];
  const { error, status, stdout, stderr } = spawnSync("espeak-ng", options, { maxBuffer: 2 ** 26 });
  if (error) throw error;
  if (status !== 0) throw new Error(`espeak-ng exits with ${status}: ${stderr}`);
  const sampleRate = stdout.readUInt32LE(24);
  const samples = new Float32Array((stdout.length - WAVE_HEADER_BYTES) >> 1);
  for (let index = 0; index < samples.length; index++) {
    samples[index] = stdout.readInt16LE(WAVE_HEADER_BYTES + 2 * index) / FULL_SCALE;
  }
  return { sampleRate, samples: scaledTo(samples, 0) };
}

/** Scales samples so that the loudest is at a level in dBFS. */
export function scaledTo(samples, decibels) {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  const gain = peak === 0 ? 0 : gainOf(decibels) / peak;
  return samples.map((sample) => sample * gain);
}
