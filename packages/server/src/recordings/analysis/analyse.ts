import { ByteReader } from "../audio/byte-reader.js";
import type { Bytes } from "../audio/bytes.js";
import { ReadLimitError } from "../audio/chunked-bytes.js";
import type { Claims } from "../audio/raw-audio.js";
import type { StoredWaveform } from "./audio-analysis.js";
import { type Cut, lengthOf } from "./decode/blocks.js";
import { decodeAudio } from "./decode/decode.js";
import { DamagedAudioError, UnsupportedAudioError } from "./decode/errors.js";
import { findSource } from "./decode/source.js";
import { LevelMeter } from "./levels.js";
import type { AnalysisResult } from "./messages.js";
import { SpeechDetector } from "./speech/speech-detector.js";
import { uniformBlocks } from "./uniform-blocks.js";
import { encodeWaveform } from "./waveform/format.js";
import type { Waveform } from "./waveform/waveform.js";
import { WaveformBuilder } from "./waveform/waveform-builder.js";

/** Decodes a recording from its start to its end, and returns what is found in its samples. */
export async function analyse(bytes: Bytes, claims: Claims): Promise<AnalysisResult> {
  try {
    return await measure(new ByteReader(bytes), claims);
  } catch (error) {
    if (error instanceof UnsupportedAudioError) {
      return { analysis: "unsupported", analysisDetail: error.message };
    }
    if (error instanceof DamagedAudioError || error instanceof ReadLimitError) {
      return { analysis: "failed", analysisDetail: error.message };
    }
    throw error;
  }
}

async function measure(reader: ByteReader, claims: Claims): Promise<AnalysisResult> {
  const source = await findSource(reader, claims);
  let cut: Cut;
  async function* decode() {
    cut = yield* decodeAudio(reader, claims);
  }
  let meters: Meters | undefined;
  let frames = 0;
  for await (const block of uniformBlocks(decode())) {
    meters ??= metersFor(block.sampleRate, block.channels.length);
    meters.waveform.add(block);
    meters.levels.add(block);
    meters.speech.add(block);
    frames += lengthOf(block);
  }
  // A decoder that finds no samples throws.
  const { sampleRate, waveform, levels, speech } = meters!;
  const segments = speech.finish();
  const { bytes, waveforms } = concatenate(waveform.finish());
  const audio = {
    sampleRate,
    durationMs: (frames * 1_000) / sampleRate,
    channels: levels.finish().map((level, channel) => ({ ...level, speech: segments[channel]! })),
    cut,
    waveforms,
    waveformBytes: bytes.length,
    layout: "layout" in source ? source.layout : undefined,
  };
  return { audio, waveform: bytes };
}

type Meters = ReturnType<typeof metersFor>;

const metersFor = (sampleRate: number, channels: number) => ({
  sampleRate,
  waveform: new WaveformBuilder(sampleRate, channels),
  levels: new LevelMeter(sampleRate, channels),
  speech: new SpeechDetector(sampleRate, channels),
});

/** The resolutions of a waveform, one after the other, each as a file in the audiowaveform format. */
function concatenate(resolutions: readonly Waveform[]): {
  bytes: Uint8Array;
  waveforms: StoredWaveform[];
} {
  const files = resolutions.map(encodeWaveform);
  let offset = 0;
  const waveforms = resolutions.map(({ samplesPerPixel }, index) => {
    const { length } = files[index]!;
    offset += length;
    return { samplesPerPixel, offset: offset - length, bytes: length };
  });
  return { bytes: Buffer.concat(files), waveforms };
}
