import { OpusDecoder as LibOpus } from "opus-decoder";
import { OPUS_RATE, opusSamples } from "../../../audio/formats/opus.js";
import type { PcmBlock } from "../../pcm.js";
import { DamagedAudioError, UnsupportedAudioError } from "../errors.js";
import { checkFormat } from "../limits.js";
import { type PacketDecoder, quietly, withLength } from "./codec.js";

const HEAD_BYTES = 19;
const MAPPING_START = 21;
/** The channel mapping families that can be decoded. In 255, channels have no meaning. 3, ambisonics with a matrix, can't. */
const KNOWN_FAMILIES = [0, 1, 2, 255];
const NO_STREAM = 255;
/** Larger packets do not fit into the decoder. The standard allows less. */
const PACKET_BYTES_PER_CHANNEL = 3_840;

interface OpusHead {
  readonly channels: number;
  /** The factor by which players multiply all samples. */
  readonly gain: number;
  readonly streamCount: number;
  readonly coupledStreamCount: number;
  readonly channelMappingTable: number[];
}

/** Decodes Opus packets. The caller drops the samples that the header says to skip. */
export class OpusDecoder implements PacketDecoder {
  private constructor(
    private readonly head: OpusHead,
    private readonly decoder: LibOpus,
  ) {}

  /** @param head the `OpusHead` packet */
  static async create(head: Buffer): Promise<OpusDecoder> {
    const parsed = parseHead(head);
    const { gain: _, ...options } = parsed;
    const decoder = new LibOpus(options);
    await decoder.ready;
    return new OpusDecoder(parsed, decoder);
  }

  /** A damaged packet is decoded to silence of the length that it states. */
  async decode(packet: Buffer): Promise<PcmBlock | undefined> {
    const samples = opusSamples(packet);
    if (samples === 0) return undefined;
    const { channels: count, gain } = this.head;
    const isTooLong = packet.length > PACKET_BYTES_PER_CHANNEL * count;
    const decoded = isTooLong ? undefined : quietly(() => this.decoder.decodeFrame(packet));
    const silent = Array.from({ length: count }, () => new Float32Array());
    const channels = withLength(decoded?.channelData ?? silent, samples);
    if (gain !== 1) for (const channel of channels) amplify(channel, gain);
    return { sampleRate: OPUS_RATE, channels };
  }
}

function amplify(samples: Float32Array, gain: number): void {
  for (let at = 0; at < samples.length; at++) samples[at]! *= gain;
}

/** The samples to drop at the start, from a valid `OpusHead` packet. */
export const opusPreSkip = (head: Buffer): number => head.readUInt16LE(10);

/** Parses an `OpusHead` packet (RFC 7845, section 5.1). */
function parseHead(head: Buffer): OpusHead {
  if (head.length < HEAD_BYTES) throw new DamagedAudioError("the Opus header is incomplete");
  const channels = head[9]!;
  checkFormat(channels, OPUS_RATE);
  // In decibels with eight fractional bits.
  const gain = 10 ** (head.readInt16LE(16) / 256 / 20);
  const family = head[18]!;
  if (!KNOWN_FAMILIES.includes(family)) {
    throw new UnsupportedAudioError(
      `Opus with the channel mapping family ${family} can't be decoded`,
    );
  }
  if (family === 0) {
    if (channels > 2)
      throw new DamagedAudioError(
        `the Opus header states ${channels} channels for a mono or stereo stream`,
      );
    const channelMappingTable = channels === 2 ? [0, 1] : [0];
    return {
      channels,
      gain,
      streamCount: 1,
      coupledStreamCount: channels - 1,
      channelMappingTable,
    };
  }
  const [streamCount = 0, coupledStreamCount = 0] = head.subarray(HEAD_BYTES, MAPPING_START);
  const channelMappingTable = [...head.subarray(MAPPING_START, MAPPING_START + channels)];
  const decoded = streamCount + coupledStreamCount;
  const isValid =
    channelMappingTable.length === channels &&
    streamCount > 0 &&
    coupledStreamCount <= streamCount &&
    decoded <= 255 &&
    channelMappingTable.every((stream) => stream < decoded || stream === NO_STREAM);
  if (!isValid) throw new DamagedAudioError("the channel mapping in the Opus header is not valid");
  return { channels, gain, streamCount, coupledStreamCount, channelMappingTable };
}
