import { execFileSync } from "node:child_process";

const RATE = 22050; // the sample rate of espeak-ng
const SILENCE = 200;
const ENCODINGS = {
  mp3: ["-ar", "16000", "-c:a", "libmp3lame", "-b:a", "24k"],
  // At lower bit rates, Opus mixes the two channels.
  ogg: ["-ar", "16000", "-c:a", "libopus", "-b:a", "28k", "-apply_phase_inv", "0"],
  flac: ["-ar", "8000", "-c:a", "flac", "-compression_level", "12"],
  wav: ["-ar", "8000", "-c:a", "pcm_s16le"],
  mulaw: ["-ar", "8000", "-c:a", "pcm_mulaw"],
};

/** Speaks a text with a voice, "name pitch words-per-minute", and trims the silence around it. */
export function speak(text, voice) {
  const [name, pitch, speed] = voice.split(" ");
  const args = ["-v", name, "-p", pitch, "-s", speed, "-a", "90", "--stdin", "--stdout"];
  const wav = execFileSync("espeak-ng", args, { input: text, maxBuffer: 1 << 26 });
  const samples = new Int16Array(new Uint8Array(wav.subarray(44)).buffer);
  const isLoud = (sample) => Math.abs(sample) > SILENCE;
  const from = samples.findIndex(isLoud);
  const clip = samples.subarray(from, samples.findLastIndex(isLoud) + 1);
  return { clip, ms: (clip.length / RATE) * 1000 };
}

/** Mixes clips, `{ clip, at, channel }` with `at` in ms, into a track of raw two-channel samples. */
function mix(clips, totalMs) {
  const track = new Int16Array(Math.round((totalMs / 1000) * RATE) * 2);
  for (const { clip, at, channel } of clips) {
    const start = Math.round((at / 1000) * RATE);
    for (const [i, sample] of clip.entries()) track[(start + i) * 2 + channel] = sample;
  }
  return Buffer.from(track.buffer);
}

/** Writes a recording and returns the duration in seconds that a player reports. */
export function record(file, clips, totalMs, encoding) {
  const codec = ENCODINGS[encoding] ?? ENCODINGS[file.split(".").pop()];
  const exact = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"];
  const raw = ["-f", "s16le", "-ar", String(RATE), "-ac", "2", "-i", "-"];
  execFileSync("ffmpeg", ["-v", "error", "-y", ...raw, ...codec, ...exact, file], {
    input: mix(clips, totalMs),
  });
  const probe = ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", file];
  return Number(execFileSync("ffprobe", probe, { encoding: "utf8" }));
}
