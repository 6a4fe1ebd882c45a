/** Sounds with known times, as WAV files with two channels of 16 bits. */

export interface Sound {
  /** In seconds. */
  readonly start: number;
  readonly end: number;
}

const RATE = 8_000;
const HEADER = 44;
const HARMONICS = 8;
const PITCH = { user: 120, agent: 190 };

/** A recording in which the user, on the first channel, and the agent speak at these times. */
export function voices(
  speech: { readonly user: readonly Sound[]; readonly agent: readonly Sound[] },
  seconds: number,
): Buffer {
  const frames = Math.round(seconds * RATE);
  // Hours of sound fit into memory once, not twice.
  const file = Buffer.alloc(HEADER + frames * 4);
  const data = file.subarray(HEADER);
  for (const [channel, name] of (["user", "agent"] as const).entries()) {
    const period = periodOf(PITCH[name]);
    for (const { start, end } of speech[name]) {
      const last = Math.min(frames, Math.round(end * RATE));
      for (let at = Math.round(start * RATE); at < last; at++) {
        data.writeInt16LE(period[at % period.length]!, at * 4 + channel * 2);
      }
    }
  }
  writeHeader(file, data.length);
  return file;
}

/** One second of a voiced sound in syllables, computed once: hours of it are copies. */
function periodOf(pitch: number): Int16Array {
  return Int16Array.from({ length: RATE }, (_, at) => {
    const time = at / RATE;
    const syllable = 0.6 + 0.4 * Math.sin(2 * Math.PI * 5 * time);
    let sum = 0;
    for (let harmonic = 1; harmonic <= HARMONICS; harmonic++) {
      sum += Math.sin(2 * Math.PI * pitch * harmonic * time + harmonic ** 2) / harmonic;
    }
    return Math.round(0.12 * syllable * sum * 32_767);
  });
}

function writeHeader(file: Buffer, bytes: number): void {
  file.write("RIFF", 0);
  file.writeUInt32LE(36 + bytes, 4);
  file.write("WAVEfmt ", 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(2, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE * 4, 28);
  file.writeUInt16LE(4, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36);
  file.writeUInt32LE(bytes, 40);
}
