import { type Conversation, randomOf } from "syllable-test-support/conversation";
import { wavFile } from "./audio-files.js";

const RATE = 8_000;
const NOISE = 0.001;

/** A recording of a conversation, the user on the first channel: voiced sounds in syllables, with some noise. */
export function conversationWav({ user, agent, durationMs }: Conversation): Buffer {
  const frames = Math.round((durationMs * RATE) / 1_000);
  const random = randomOf(frames);
  const data = Buffer.alloc(frames * 4);
  for (const [channel, segments] of [user, agent].entries()) {
    const samples = new Float32Array(frames).map(() => (random() - 0.5) * NOISE);
    for (const { startMs, endMs } of segments) {
      const end = Math.min(frames, Math.round((endMs * RATE) / 1_000));
      for (let at = Math.round((startMs * RATE) / 1_000); at < end; at++) {
        samples[at]! += voice(at / RATE, channel === 0 ? 120 : 190);
      }
    }
    for (const [at, sample] of samples.entries()) {
      data.writeInt16LE(Math.round(sample * 32_767), at * 4 + channel * 2);
    }
  }
  return wavFile(data, { channels: 2 });
}

/** Harmonics of a pitch, with five syllables a second. */
function voice(seconds: number, pitch: number): number {
  const syllable = 0.6 + 0.4 * Math.sin(2 * Math.PI * 5 * seconds);
  let sum = 0;
  for (let harmonic = 1; harmonic <= 12; harmonic++) {
    sum += Math.sin(2 * Math.PI * pitch * harmonic * seconds + harmonic ** 2) / harmonic;
  }
  return 0.12 * syllable * sum;
}
