import { spawnSync } from "node:child_process";
import { ChunkedBytes } from "../../src/recordings/audio/chunked-bytes.js";
import { CHUNK_BYTES } from "../../src/recordings/audio/messages.js";
import { readFacts } from "../../src/recordings/audio/read-facts.js";

const MAX_READS = 136;

/** The facts of bytes, as an upload reads them. */
export async function factsOfBytes(bytes: Buffer, name = "call", type?: string) {
  const fetch = async (chunk: number) =>
    bytes.subarray(chunk * CHUNK_BYTES, (chunk + 1) * CHUNK_BYTES);
  return readFacts(new ChunkedBytes(bytes.length, fetch, MAX_READS), { type, name });
}

const SOURCE = "sine=440:d=2.345:r=";
const rate = (hertz: number, channels = 1) => [
  ...["-f", "lavfi", "-i", `${SOURCE}${hertz}`],
  ...["-ac", `${channels}`],
];
const video = ["-f", "lavfi", "-i", "testsrc=d=2:s=64x64"];

/** Arguments of ffmpeg by name of the file that they make: format, input and output options. */
export const made: Record<string, [format: string, ...args: string[]]> = {
  "vbr.mp3": ["mp3", ...rate(44_100, 2), "-q:a", "4"],
  "vbr-no-xing.mp3": ["mp3", ...rate(44_100, 2), "-q:a", "4", "-write_xing", "0"],
  "mpeg-2.mp3": ["mp3", ...rate(16_000), "-b:a", "32k"],
  "mpeg-2.5.mp3": ["mp3", ...rate(8_000), "-q:a", "6", "-write_xing", "0"],
  "layer-2.mp2": ["mp2", ...rate(48_000, 2)],
  "adts.aac": ["adts", ...rate(8_000), "-c:a", "aac"],
  "latm.aac": ["latm", ...rate(44_100), "-c:a", "aac"],
  "mono.m4a": ["ipod", ...rate(16_000), "-c:a", "aac"],
  "stereo.mov": ["mov", ...rate(48_000, 2), "-c:a", "aac"],
  "fragments.mp4": [
    "mp4",
    ...rate(44_100),
    ...["-c:a", "aac", "-movflags", "+frag_keyframe+empty_moov", "-frag_duration", "400000"],
  ],
  "opus.mp4": ["mp4", ...rate(48_000, 2), "-c:a", "libopus"],
  "alac.m4a": ["ipod", ...rate(44_100), "-c:a", "alac"],
  "mp3.mp4": ["mp4", ...rate(44_100, 2), "-c:a", "libmp3lame"],
  "ac3.mp4": ["mp4", ...rate(48_000), "-c:a", "ac3"],
  "ulaw.mov": ["mov", ...rate(8_000), "-c:a", "pcm_mulaw"],
  "video.mp4": ["mp4", ...video, ...rate(44_100), "-c:v", "mpeg4", "-c:a", "aac"],
  "video.webm": ["webm", ...video, ...rate(44_100), "-c:v", "libvpx", "-c:a", "libopus"],
  "opus.ogg": ["ogg", ...rate(16_000), "-c:a", "libopus"],
  "vorbis.ogg": ["ogg", ...rate(44_100), "-c:a", "libvorbis"],
  "speex.ogg": ["ogg", ...rate(16_000), "-c:a", "libspeex"],
  "flac.oga": ["oga", ...rate(8_000), "-c:a", "flac"],
  "opus.webm": ["webm", ...rate(16_000), "-c:a", "libopus"],
  "live.webm": ["webm", ...rate(16_000), "-c:a", "libopus", "-live", "1"],
  "vorbis.mka": ["matroska", ...rate(44_100), "-c:a", "libvorbis"],
  "mp3.mka": ["matroska", ...rate(44_100), "-c:a", "libmp3lame"],
  "alac.mka": ["matroska", ...rate(44_100), "-c:a", "alac"],
  "ms-adpcm.wav": ["wav", ...rate(8_000), "-c:a", "adpcm_ms"],
  "ima-adpcm.wav": ["wav", ...rate(44_100, 2), "-c:a", "adpcm_ima_wav"],
  "gsm.wav": ["wav", ...rate(8_000), "-c:a", "gsm_ms"],
  "mp3.wav": ["wav", ...rate(44_100), "-c:a", "libmp3lame"],
  "g726.wav": ["wav", ...rate(8_000), "-c:a", "g726"],
  "24-bit.wav": ["wav", ...rate(48_000, 2), "-c:a", "pcm_s24le"],
  "ima4.aiff": ["aiff", ...rate(44_100), "-c:a", "adpcm_ima_qt"],
  "sowt.aiff": ["aiff", ...rate(44_100, 2), "-c:a", "pcm_s16le"],
  "alaw.au": ["au", ...rate(8_000), "-c:a", "pcm_alaw"],
  "alac.caf": ["caf", ...rate(44_100, 2), "-c:a", "alac"],
  "opus.caf": ["caf", ...rate(48_000, 2), "-c:a", "libopus"],
  "eac3.eac3": ["eac3", ...rate(48_000, 2), "-c:a", "eac3"],
  "long.flac": ["flac", ...rate(44_100, 2)],
};

const OUTPUT = { maxBuffer: 2 ** 28 };

/** Makes a file in a folder with ffmpeg. */
export function make(name: string, path: string): void {
  const [format, ...args] = made[name]!;
  run(["-v", "error", "-y", ...args, "-strict", "-2", "-f", format, path]);
}

/** What ffmpeg decodes: the samples of the first audio stream divided by their rate, and the channels. */
export function decoded(path: string): { seconds: number; channels: number } {
  const entries = ["-select_streams", "a:0", "-show_entries", "stream=sample_rate,channels"];
  const probe = spawnSync("ffprobe", ["-v", "error", ...entries, "-of", "csv=p=0", path]);
  const [hertz, channels] = probe.stdout.toString().split(/[,\n]/).map(Number) as [number, number];
  const samples = run(["-v", "quiet", "-i", path, "-map", "0:a:0", "-f", "s16le", "-"]);
  return { seconds: samples.length / (2 * channels * hertz), channels };
}

/** Runs ffmpeg and returns what it writes to standard output. */
export function run(args: readonly string[]): Buffer {
  const { status, stdout, stderr, error } = spawnSync("ffmpeg", args, OUTPUT);
  if (error) throw error;
  if (status !== 0 && args.includes("-y")) throw new Error(stderr.toString());
  return stdout;
}

/** Why ffmpeg can't be used; undefined if it can. */
export function ffmpegProblem(): Error | undefined {
  return spawnSync("ffmpeg", ["-version"]).error;
}
