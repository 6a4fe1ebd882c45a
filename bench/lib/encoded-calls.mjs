/** Calls as files of the formats in which telephone platforms record them, made with ffmpeg. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Arguments of ffmpeg by name of the format. A WAV file of 16 bits is written without it. */
const FORMATS = {
  "WAV of 16 bits": undefined,
  "WAV of G.711 µ-law": ["wav", "-c:a", "pcm_mulaw", "-ar", "8000"],
  "WAV of G.711 A-law": ["wav", "-c:a", "pcm_alaw", "-ar", "8000"],
  "MP3 of 8 kHz": ["mp3", "-c:a", "libmp3lame", "-ar", "8000", "-b:a", "32k"],
  "MP3 of 16 kHz": ["mp3", "-c:a", "libmp3lame", "-ar", "16000", "-b:a", "48k"],
  "Ogg Opus": ["ogg", "-c:a", "libopus", "-b:a", "32k"],
  FLAC: ["flac", "-c:a", "flac"],
};
export const FORMAT_NAMES = Object.keys(FORMATS);

/** Why no file can be encoded, or undefined. */
export function missingEncoder() {
  const { error } = spawnSync("ffmpeg", ["-version"]);
  return error && `ffmpeg cannot be started: ${error.message}`;
}

/** The bytes of a call in one of the formats. */
export function encodeCall(call, formatName) {
  const format = FORMATS[formatName];
  if (!format) return call.wav();
  const [container, ...options] = format;
  return encode(call.wav(), ["-f", container, ...options]);
}

/** Encodes a WAV file. The arguments of ffmpeg end with its output options. */
export function encode(wav, options) {
  const folder = mkdtempSync(join(tmpdir(), "syllable-encoded-"));
  try {
    // ffmpeg writes the header of MP3 at the end, which needs a file.
    const [source, target] = [join(folder, "source.wav"), join(folder, "target")];
    writeFileSync(source, wav);
    runFfmpeg(["-i", source, ...options, target]);
    return readFileSync(target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs ffmpeg, with bytes as its standard input, and returns what it writes to standard output. */
export function runFfmpeg(args, input) {
  const options = ["-y", "-loglevel", "error", ...args];
  const { error, status, stdout, stderr } = spawnSync("ffmpeg", options, {
    input,
    maxBuffer: 2 ** 30,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`ffmpeg exits with ${status}: ${stderr}`);
  return stdout;
}
