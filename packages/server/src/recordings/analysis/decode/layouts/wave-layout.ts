import {
  WAVE_TAGS,
  type WaveFile,
  type WaveFormat,
  waveBlock,
  waveSamples,
} from "../../../audio/formats/wave-format.js";
import type { FixedRatioEncoding } from "../encodings/encodings.js";
import { floats, integers, type SampleEncoding } from "../encodings/pcm.js";
import { DamagedAudioError, UnsupportedAudioError } from "../errors.js";
import type { FixedRatioLayout } from "../fixed-ratio.js";
import { blockLayout, sampleLayout } from "./layout.js";

/** Common formats of WAV files that can't be decoded. */
const NAMES: Readonly<Record<number, string>> = {
  16: "OKI ADPCM",
  20: "G.726",
  23: "Dialogic ADPCM",
  32: "Yamaha ADPCM",
  34: "TrueSpeech",
  64: "G.726",
  69: "G.726",
  100: "G.726",
  101: "G.722",
  131: "G.729",
  255: "AAC",
  353: "Windows Media Audio",
  655: "G.722",
  5632: "AAC",
};

const BLOCKS: Readonly<Record<number, FixedRatioEncoding>> = {
  [WAVE_TAGS.msAdpcm]: "ms-adpcm",
  [WAVE_TAGS.imaAdpcm]: "ima-wav",
  [WAVE_TAGS.gsm]: "gsm-wav",
};
/** The bytes of the header of a block, for each channel. */
const BLOCK_HEADER_BYTES: Readonly<Record<number, number>> = {
  [WAVE_TAGS.msAdpcm]: 7,
  [WAVE_TAGS.imaAdpcm]: 4,
};

/** The layout of a file of the WAV family that does not contain MPEG audio. */
export function waveLayout({ format, data, isBigEndian }: WaveFile): FixedRatioLayout {
  if (!format) throw new DamagedAudioError("the file has no valid fmt chunk");
  if (!data) throw new DamagedAudioError("the file has no data chunk");
  const { tag, channels, rate: sampleRate } = format;
  const encoding = sampleEncoding(format, isBigEndian);
  if (encoding) return sampleLayout(encoding, { channels, sampleRate, data });
  const blocks = BLOCKS[tag];
  const block = blocks && waveBlock(format);
  if (!block) {
    const name =
      NAMES[tag] ?? `the WAVE format 0x${tag.toString(16)} with ${format.bits} bits per sample`;
    throw new UnsupportedAudioError(`${name} can't be decoded`);
  }
  if (block.bytes < channels * (BLOCK_HEADER_BYTES[tag] ?? 1) || !(block.samples > 0)) {
    throw new DamagedAudioError("the blocks are too short");
  }
  return blockLayout({
    encoding: blocks,
    channels,
    sampleRate,
    data,
    blockBytes: block.bytes,
    blockFrames: block.samples,
    samplesIn: waveSamples(format),
  });
}

function sampleEncoding(
  { tag, bits }: WaveFormat,
  isBigEndian: boolean,
): SampleEncoding | undefined {
  switch (tag) {
    case WAVE_TAGS.pcm:
      return bits > 0 && bits <= 8 ? "u8" : integers(bits, isBigEndian);
    case WAVE_TAGS.float:
      return floats(bits, isBigEndian);
    case WAVE_TAGS.alaw:
      return "alaw";
    case WAVE_TAGS.ulaw:
      return "ulaw";
    default:
      return undefined;
  }
}
