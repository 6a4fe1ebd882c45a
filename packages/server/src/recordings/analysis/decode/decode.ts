import type { ByteReader } from "../../audio/byte-reader.js";
import type { Claims } from "../../audio/raw-audio.js";
import type { FormatName } from "../../audio/sniff.js";
import type { PcmBlock } from "../pcm.js";
import { type Cut, lengthOf } from "./blocks.js";
import { decodeFlac } from "./containers/flac.js";
import { decodeMatroska } from "./containers/matroska.js";
import { mp4CodecName } from "./containers/mp4-codec-name.js";
import { decodeMpeg } from "./containers/mpeg.js";
import { decodeOgg } from "./containers/ogg.js";
import { DamagedAudioError, UnsupportedAudioError } from "./errors.js";
import { decodeFixedRatio } from "./fixed-ratio.js";
import { checkFormat, LIMITS } from "./limits.js";
import { pauses, pausingReader } from "./pauses.js";
import { findSource } from "./source.js";

/**
 * Decodes a recording. The samples are those that browsers and ffmpeg play: what an encoder added at the
 * start and at the end is dropped, so the number of a sample divided by the rate is its time in a player.
 *
 * If the sample rate or the number of channels changes within a file, the following blocks have the new
 * ones. Damaged parts are skipped, or silent if the file states how long they are.
 *
 * @returns after the last block, why samples are missing at the end; undefined if none is known to be missing
 * @throws UnsupportedAudioError if the codec is not known; DamagedAudioError if nothing can be decoded, or if
 * the decoder fails
 */
export async function* decodeAudio(
  reader: ByteReader,
  claims: Claims,
): AsyncGenerator<PcmBlock, Cut> {
  const pause = pauses();
  try {
    return yield* checked(await blocksOf(pausingReader(reader, pause), claims), pause);
  } catch (error) {
    const isCrash = error instanceof Error && CRASHES.includes(error.name);
    throw isCrash ? new DamagedAudioError("the decoder failed", { cause: error }) : error;
  }
}

/** Errors of a decoder that crashed, or of a reader that followed an offset to outside the file. */
const CRASHES = ["RuntimeError", "RangeError", "TypeError"];

const DECODERS: Partial<Record<FormatName, (reader: ByteReader) => AsyncGenerator<PcmBlock, Cut>>> =
  { mpeg: decodeMpeg, flac: decodeFlac, ogg: decodeOgg, matroska: decodeMatroska };

const NAMES: Partial<Record<FormatName, string>> = {
  amr: "AMR",
  asf: "Windows Media Audio",
  adts: "AAC",
  latm: "AAC",
  ac3: "AC-3",
};

async function blocksOf(
  reader: ByteReader,
  claims: Claims,
): Promise<AsyncGenerator<PcmBlock, Cut>> {
  const source = await findSource(reader, claims);
  if ("layout" in source) return decodeFixedRatio(reader, source.layout);
  const decode = DECODERS[source.format];
  if (decode) return decode(source.reader);
  const name = NAMES[source.format] ?? (await mp4CodecName(source.reader));
  throw new UnsupportedAudioError(`${name} can't be decoded`);
}

/** Applies the limits. */
async function* checked(
  blocks: AsyncGenerator<PcmBlock, Cut>,
  pause: () => Promise<void>,
): AsyncGenerator<PcmBlock, Cut> {
  let seconds = 0;
  for (let next = await blocks.next(); ; next = await blocks.next()) {
    if (next.done) {
      if (seconds === 0) throw new DamagedAudioError("the file has no audio that can be decoded");
      return next.value;
    }
    const block = next.value;
    checkFormat(block.channels.length, block.sampleRate);
    seconds += lengthOf(block) / block.sampleRate;
    if (seconds > LIMITS.hours * 3_600) {
      throw new UnsupportedAudioError(`the recording is longer than ${LIMITS.hours} hours`);
    }
    for (const samples of block.channels) clamp(samples);
    yield block;
    await pause();
  }
}

/** Decoders of lossy formats exceed the range, and floating-point files may contain any number. */
function clamp(samples: Float32Array): void {
  for (let at = 0; at < samples.length; at++) {
    const sample = samples[at]!;
    if (!(sample >= -1 && sample <= 1)) samples[at] = sample > 1 ? 1 : sample < -1 ? -1 : 0;
  }
}
