import { parseFlacFrame, parseStreamInfo, STREAM_INFO_BYTES } from "./flac-frame.js";
import { OPUS_RATE, opusSamples } from "./opus.js";

/** An audio codec in an Ogg stream, from the first packet of the stream. */
export interface OggCodec {
  readonly rate: number;
  readonly channels: number;
  /** The samples to drop at the start. */
  readonly skip: number;
  /** The header packets, this one included. */
  readonly headers: number;
  /** The most samples that a packet may have. */
  readonly maxSamples: number;
  /** The fewest samples that a packet may have, unless `samplesOf` finds them. */
  readonly minSamples?: number;
  /** By how many samples at most the positions of pages are too small. Default: 0. */
  readonly lookahead?: number;
  /** The samples of a packet; undefined if it does not state them. */
  samplesOf(packet: Buffer): number | undefined;
}

const FLAC_STREAM_INFO = 17;
/** The name and the version in the first packet of Speex end here. */
const SPEEX_BYTES = 80;

/** Parses the first packet of a stream. Undefined if it is not a known audio codec, or not valid. */
export function parseOggCodec(packet: Buffer): OggCodec | undefined {
  const codec = CODECS.find(({ magic }) => packet.toString("latin1", 0, magic.length) === magic);
  const parsed = codec?.parse(packet);
  return parsed && parsed.rate > 0 && parsed.channels > 0 ? parsed : undefined;
}

/** Whether the first packet of a stream is that of a video codec. */
export const isOggVideo = (packet: Buffer): boolean =>
  /^(\x80theora|OVP80|BBCD|.video|\x80daala)/s.test(packet.toString("latin1", 0, 8));

const CODECS: readonly { magic: string; parse(packet: Buffer): OggCodec | undefined }[] = [
  { magic: "OpusHead", parse: parseOpus },
  { magic: "\x01vorbis", parse: parseVorbis },
  { magic: "Speex   ", parse: parseSpeex },
  { magic: "\x7fFLAC", parse: parseFlac },
];

function parseOpus(packet: Buffer): OggCodec | undefined {
  if (packet.length < 19) return undefined;
  return {
    rate: OPUS_RATE,
    channels: packet[9]!,
    skip: packet.readUInt16LE(10),
    headers: 2,
    maxSamples: 5_760,
    samplesOf: opusSamples,
  };
}

function parseVorbis(packet: Buffer): OggCodec | undefined {
  if (packet.length < 30) return undefined;
  const longBlock = 1 << (packet[28]! >> 4);
  return {
    rate: packet.readUInt32LE(12),
    channels: packet[11]!,
    skip: 0,
    headers: 3,
    // Two blocks overlap by half.
    maxSamples: longBlock / 2,
    minSamples: (1 << (packet[28]! & 15)) / 2,
    samplesOf: () => undefined,
  };
}

function parseSpeex(packet: Buffer): OggCodec | undefined {
  if (packet.length < SPEEX_BYTES) return undefined;
  const frameSamples = packet.readUInt32LE(56);
  const samples = frameSamples * Math.max(1, packet.readUInt32LE(64));
  if (samples === 0 || samples > 2 ** 16) return undefined;
  return {
    rate: packet.readUInt32LE(36),
    channels: packet.readUInt32LE(48),
    skip: 0,
    headers: 2 + Math.min(16, packet.readUInt32LE(68)),
    maxSamples: samples,
    lookahead: samples,
    samplesOf: () => samples,
  };
}

function parseFlac(packet: Buffer): OggCodec | undefined {
  const info = parseStreamInfo(packet.subarray(FLAC_STREAM_INFO));
  if (!info || packet.length < FLAC_STREAM_INFO + STREAM_INFO_BYTES) return undefined;
  return {
    rate: info.rate,
    channels: info.channels,
    skip: 0,
    headers: 1,
    maxSamples: info.maxBlock,
    // Packets of metadata have no samples.
    samplesOf: (header) => (header[0] === 0xff ? parseFlacFrame(header, 0, info)?.samples : 0),
  };
}
