import type { SampleData } from "../../../audio/formats/format.js";
import type { Cut } from "../blocks.js";
import { type FixedRatioEncoding, sampleBytes } from "../encodings/encodings.js";
import type { SampleEncoding } from "../encodings/pcm.js";
import type { FixedRatioLayout } from "../fixed-ratio.js";
import { checkFormat } from "../limits.js";

interface Format {
  readonly channels: number;
  readonly sampleRate: number;
  readonly data: SampleData;
}

interface BlockFormat extends Format {
  readonly encoding: FixedRatioEncoding;
  readonly blockBytes: number;
  readonly blockFrames: number;
  /** The samples of each channel in a number of bytes. Default: those of the whole blocks. */
  samplesIn?(bytes: number): number;
}

/** The layout of interleaved samples. */
export function sampleLayout(encoding: SampleEncoding, format: Format): FixedRatioLayout {
  const blockBytes = sampleBytes(encoding) * format.channels;
  return blockLayout({ ...format, encoding, blockBytes, blockFrames: 1 });
}

/** The layout of blocks. Throws if the channels or the sample rate can't be decoded. */
export function blockLayout({ data, samplesIn, ...format }: BlockFormat): FixedRatioLayout {
  const { channels, sampleRate, blockBytes, blockFrames } = format;
  checkFormat(channels, sampleRate);
  const bytes = Math.max(0, data.end - data.start);
  const frames = samplesIn?.(bytes) ?? Math.floor(bytes / blockBytes) * blockFrames;
  return { ...format, start: data.start, frames, cut: cutOf(data) };
}

/** Some writers count the header as samples. */
const HEADER_BYTES = 64;

function cutOf({ start, end, declaredEnd = end }: SampleData): Cut {
  if (declaredEnd - end <= HEADER_BYTES) return undefined;
  return `the header states ${declaredEnd - start} bytes of samples, but the file has ${Math.max(0, end - start)}`;
}
