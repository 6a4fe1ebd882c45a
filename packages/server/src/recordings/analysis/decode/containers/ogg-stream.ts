import type { OggCodec } from "../../../audio/formats/ogg-codec.js";
import type { OggPage } from "../../../audio/formats/ogg-page.js";
import type { PcmBlock } from "../../pcm.js";
import { lengthOf, sliceBlock } from "../blocks.js";
import type { PacketDecoder } from "../codecs/codec.js";
import { FlacDecoder } from "../codecs/flac.js";
import { OpusDecoder } from "../codecs/opus.js";
import { VorbisDecoder } from "../codecs/vorbis.js";
import { UnsupportedAudioError } from "../errors.js";
import { OggPackets } from "./ogg-packets.js";

const FLAC_STREAM_INFO = 17;
const FLAC_SYNC = 0xff;

/** Decodes an audio stream of an Ogg file. */
export class OggStream {
  /** Whether the last page was found. */
  isComplete = false;
  readonly #packets = new OggPackets();
  readonly #headers: Buffer[] = [];
  #decoder: PacketDecoder | undefined;
  /** The position of the next sample that is decoded; undefined before the first page with audio. */
  #position: number | undefined;
  /** The samples still to drop. */
  #skip: number;

  constructor(
    readonly serial: number,
    private readonly codec: OggCodec,
  ) {
    this.#skip = codec.skip;
  }

  async *add(page: OggPage): AsyncGenerator<PcmBlock> {
    const packets = this.#packets.add(page);
    while (this.#headers.length < this.codec.headers && packets.length > 0) {
      this.#headers.push(Buffer.from(packets.shift()!));
    }
    if (packets.length > 0) {
      this.#decoder ??= await decoderOf(this.#headers);
      yield* this.#decode(this.#decoder, packets, page);
    }
    this.isComplete ||= page.isLast && !this.#packets.isOpen;
  }

  async *#decode(
    decoder: PacketDecoder,
    packets: Buffer[],
    { granule, isLast }: OggPage,
  ): AsyncGenerator<PcmBlock> {
    const blocks =
      this.#position === undefined && granule !== undefined
        ? await this.#start(decoder, packets, granule, isLast)
        : decoded(decoder, packets);
    // Players drop the samples that the encoder added to fill the last packet.
    const isTrimmed = isLast && granule !== undefined && granule > (this.#position ?? 0);
    const end = isTrimmed ? granule : Number.POSITIVE_INFINITY;
    for await (const block of blocks) {
      const position = this.#position ?? 0;
      const part = sliceBlock(block, this.#skip, end - position);
      this.#skip = Math.max(0, this.#skip - lengthOf(block));
      this.#position = position + lengthOf(block);
      if (part) yield part;
    }
  }

  /** Finds the position of the first sample. Recordings of broadcasts do not begin at 0. */
  async #start(
    decoder: PacketDecoder,
    packets: Buffer[],
    granule: number,
    isLast: boolean,
  ): Promise<AsyncIterable<PcmBlock> | Iterable<PcmBlock>> {
    const counts = packets.map((packet) => this.codec.samplesOf(packet));
    const isStated = counts.every((count) => count !== undefined);
    const blocks = isStated ? undefined : await collect(decoded(decoder, packets));
    const samples = blocks
      ? blocks.reduce((sum, block) => sum + lengthOf(block), 0)
      : counts.reduce<number>((sum, count) => sum + count!, 0);
    // The end of a single page is trimmed, so its position is smaller.
    this.#position = isLast ? 0 : granule - samples;
    // Vorbis encoders drop samples at the start by a smaller position of the first page.
    if (blocks && this.#position < 0) this.#skip = -this.#position;
    return blocks ?? decoded(decoder, packets);
  }
}

async function* decoded(
  decoder: PacketDecoder,
  packets: readonly Buffer[],
): AsyncGenerator<PcmBlock> {
  for (const packet of packets) {
    const block = await decoder.decode(packet);
    if (block) yield block;
  }
}

async function collect(blocks: AsyncIterable<PcmBlock>): Promise<PcmBlock[]> {
  const all: PcmBlock[] = [];
  for await (const block of blocks) all.push(block);
  return all;
}

async function decoderOf(headers: readonly Buffer[]): Promise<PacketDecoder> {
  const first = headers[0]!;
  const name = first.toString("latin1", 1, 7);
  if (first.toString("latin1", 0, 8) === "OpusHead") return OpusDecoder.create(first);
  if (name === "vorbis") return VorbisDecoder.create(headers);
  if (name.startsWith("FLAC")) {
    return withoutMetadata(new FlacDecoder(first.subarray(FLAC_STREAM_INFO)));
  }
  throw new UnsupportedAudioError("Speex can't be decoded");
}

/** In Ogg, packets with the other metadata of FLAC come before the frames. */
const withoutMetadata = (decoder: FlacDecoder): PacketDecoder => ({
  decode: async (packet) => (packet[0] === FLAC_SYNC ? decoder.decode(packet) : undefined),
});
