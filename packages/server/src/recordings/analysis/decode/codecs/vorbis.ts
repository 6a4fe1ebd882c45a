import { OggVorbisDecoder } from "@wasm-audio-decoders/ogg-vorbis";
import type { PcmBlock } from "../../pcm.js";
import { DamagedAudioError, UnsupportedAudioError } from "../errors.js";
import { checkFormat } from "../limits.js";
import { type PacketDecoder, quietly } from "./codec.js";

type Pages = Parameters<OggVorbisDecoder["decodeOggPages"]>[0];

/** The specification gives a meaning to this many channels. */
const MAX_CHANNELS = 8;
/** Larger packets do not fit into the decoder. */
const MAX_PACKET_BYTES = 128 * 1024;

/** Decodes Vorbis packets, each of which depends on the one before. The first has no samples. */
export class VorbisDecoder implements PacketDecoder {
  /** The setup header, until the first packet. */
  #setup: Buffer | undefined;

  private constructor(
    private readonly decoder: OggVorbisDecoder,
    setup: Buffer,
  ) {
    this.#setup = setup;
  }

  /** @param headers the identification, the comment and the setup header */
  static async create(headers: readonly Buffer[]): Promise<VorbisDecoder> {
    const [identification, , setup] = headers;
    const isValid =
      isHeader(identification, 1) && identification.length >= 30 && isHeader(setup, 5);
    if (!isValid) throw new DamagedAudioError("the Vorbis headers are not valid");
    const channels = identification[11]!;
    checkFormat(channels, identification.readUInt32LE(12));
    if (channels > MAX_CHANNELS) {
      throw new UnsupportedAudioError(`Vorbis with ${channels} channels can't be decoded`);
    }
    if (setup.length > MAX_PACKET_BYTES) {
      throw new UnsupportedAudioError("the Vorbis setup header is too large");
    }
    const decoder = new OggVorbisDecoder();
    await decoder.ready;
    await decodePages(decoder, [{ data: identification, codecFrames: [] }]);
    return new VorbisDecoder(decoder, setup);
  }

  async decode(packet: Buffer): Promise<PcmBlock | undefined> {
    if (packet.length === 0 || packet.length > MAX_PACKET_BYTES) return undefined;
    const frame = { data: packet, header: { vorbisSetup: this.#setup } };
    const page = { data: NOT_A_HEADER, codecFrames: [frame] };
    const { sampleRate, channelData } = await decodePages(this.decoder, [page]);
    this.#setup = undefined;
    const hasSamples = (channelData[0]?.length ?? 0) > 0;
    return hasSamples ? { sampleRate, channels: channelData } : undefined;
  }
}

/** The decoder looks at the first byte of a page for the identification header. */
const NOT_A_HEADER = new Uint8Array(1);

/** The decoder reads no other properties of the pages that its own parser returns. */
const decodePages = (decoder: OggVorbisDecoder, pages: readonly object[]) =>
  quietly(() => decoder.decodeOggPages(pages as Pages));

const isHeader = (packet: Buffer | undefined, type: number): packet is Buffer =>
  packet?.[0] === type && packet.toString("latin1", 1, 7) === "vorbis";
