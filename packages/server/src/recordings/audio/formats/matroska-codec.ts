import { parseAacConfig } from "./aac.js";
import { AC3_BITSTREAM } from "./ac3.js";
import { alacFrameSamples, alacSamples } from "./alac.js";
import { BitReader } from "./bit-reader.js";
import { parseFlacFrame, parseStreamInfo } from "./flac-frame.js";
import { parseMpegFrame } from "./mpeg-header.js";
import { OPUS_RATE, opusSamples } from "./opus.js";
import { parseWaveFormat, waveSamples } from "./wave-format.js";

/** A track of Matroska (RFC 9559, section 5.1.4), as far as it has been read. */
export interface MatroskaTrack {
  number: number;
  kind: number;
  codec: string;
  configuration: Buffer;
  rate: number;
  channels: number;
  bits: number;
  /** The time to drop at the start. */
  delaySeconds: number;
  /** 0 if it is not stated. */
  frameSeconds: number;
}

export const newTrack = (): MatroskaTrack => ({
  number: 0,
  kind: 0,
  codec: "",
  configuration: Buffer.alloc(0),
  rate: 8_000,
  channels: 1,
  bits: 0,
  delaySeconds: 0,
  frameSeconds: 0,
});

/** `CodecPrivate` of FLAC begins with the magic and the header of the STREAMINFO block. */
const FLAC_STREAM_INFO = 8;

/** The duration of a frame, by its first bytes. */
export type FrameSeconds = (frame: Buffer, bytes: number) => number;

/** How to compute the duration of a frame. Undefined if only the timestamps of the blocks state it. */
export function timingOf(track: MatroskaTrack): FrameSeconds | undefined {
  const { codec, configuration, rate, channels, bits } = track;
  if (codec === "A_OPUS") return (frame) => opusSamples(frame) / OPUS_RATE;
  if (codec.startsWith("A_AAC")) {
    const aac = configuration.length > 0 && parseAacConfig(new BitReader(configuration));
    const seconds = aac ? aac.frameSamples / aac.rate : 1_024 / rate;
    return () => seconds;
  }
  if (codec.startsWith("A_MPEG/")) return (frame) => secondsOf(parseMpegFrame(frame));
  if (codec === "A_AC3" || codec === "A_EAC3")
    return (frame) => secondsOf(AC3_BITSTREAM.parse(frame));
  if (codec.startsWith("A_PCM/") && bits > 0)
    return (_, bytes) => (bytes * 8) / (bits * channels * rate);
  if (codec === "A_ALAC") {
    const usual = alacFrameSamples(configuration);
    return usual ? (frame) => alacSamples(frame, usual) / rate : undefined;
  }
  if (codec === "A_MS/ACM") {
    const format = parseWaveFormat(configuration);
    const samplesIn = format && waveSamples(format);
    return samplesIn && format.rate > 0 ? (_, bytes) => samplesIn(bytes) / format.rate : undefined;
  }
  const info =
    codec === "A_FLAC" ? parseStreamInfo(configuration.subarray(FLAC_STREAM_INFO)) : undefined;
  return info && ((frame) => (parseFlacFrame(frame, 0, info)?.samples ?? 0) / info.rate);
}

const secondsOf = (frame: { samples: number; rate: number } | undefined): number =>
  frame ? frame.samples / frame.rate : 0;

/** The channels of a track. Some writers state those of AAC only in its configuration. */
export function channelsOf({ codec, configuration, channels }: MatroskaTrack): number {
  const isAac = codec.startsWith("A_AAC") && configuration.length > 0;
  return (isAac && parseAacConfig(new BitReader(configuration))?.channels) || channels;
}
