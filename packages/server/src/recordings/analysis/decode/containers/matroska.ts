import type { ByteReader } from "../../../audio/byte-reader.js";
import { signed, sizeAt } from "../../../audio/formats/ebml.js";
import { framesOfBlock } from "../../../audio/formats/matroska-block.js";
import type { MatroskaTrack } from "../../../audio/formats/matroska-codec.js";
import { isContainer, matroskaElements } from "../../../audio/formats/matroska-elements.js";
import { IDS, MatroskaHeader } from "../../../audio/formats/matroska-header.js";
import type { PcmBlock } from "../../pcm.js";
import { type Cut, lengthOf, sliceBlock } from "../blocks.js";
import type { PacketDecoder } from "../codecs/codec.js";
import { opusPreSkip } from "../codecs/opus.js";
import { DamagedAudioError } from "../errors.js";
import { matroskaDecoder } from "./matroska-decoder.js";

const MAX_FIELD_BYTES = 256 * 1024;
const NANOSECONDS = 1e9;

/** Decodes the first audio track of Matroska or WebM. */
export async function* decodeMatroska(reader: ByteReader): AsyncGenerator<PcmBlock, Cut> {
  const header = new MatroskaHeader();
  const elements = matroskaElements(reader);
  let track: DecodedTrack | undefined;
  for (let next = await elements.next(); ; next = await elements.next()) {
    if (next.done) {
      if (!track) throw new DamagedAudioError("the file has no audio");
      yield* track.flush();
      return next.value ? "the last part of the file is incomplete" : undefined;
    }
    const { id, start, end } = next.value;
    if (id === IDS.trackEntry) header.beginTrack();
    if (id === IDS.cluster && !track) {
      if (!header.audio) throw new DamagedAudioError("the file has no audio track");
      track = await DecodedTrack.open(header.audio);
    }
    if (isContainer(id) || end === undefined) continue;
    if (id === IDS.simpleBlock || id === IDS.block) {
      if (!track) continue;
      yield* track.flush();
      track.add(await reader.at(start, end - start));
    } else if (id === IDS.discardPadding) {
      track?.discard(await reader.at(start, Math.min(end - start, 8)));
    } else if (header.hasField(id)) {
      header.setField(id, await reader.at(start, Math.min(end - start, MAX_FIELD_BYTES)));
    }
  }
}

/** A block is decoded when the next one begins, because the element that says how much of it to drop follows it. */
class DecodedTrack {
  #frames: Buffer[] = [];
  /** The seconds to drop at the end of the block, or at its start if negative. */
  #discard = 0;
  /** The samples still to drop; undefined before the first block. */
  #skip: number | undefined;

  private constructor(
    private readonly track: MatroskaTrack,
    private readonly decoder: PacketDecoder,
  ) {}

  static async open(track: MatroskaTrack): Promise<DecodedTrack> {
    return new DecodedTrack(track, await matroskaDecoder(track));
  }

  add(block: Buffer): void {
    const number = sizeAt(block, 0);
    if (!number || number.value !== this.track.number || block.length < number.bytes + 3) return;
    const content = Buffer.from(block.subarray(number.bytes + 3));
    this.#frames = framesOfBlock(block[number.bytes + 2]!, content);
  }

  discard(nanoseconds: Buffer): void {
    if (this.#frames.length > 0) this.#discard = signed(nanoseconds) / NANOSECONDS;
  }

  async *flush(): AsyncGenerator<PcmBlock> {
    const [frames, discard] = [this.#frames, this.#discard];
    [this.#frames, this.#discard] = [[], 0];
    if (discard !== 0) yield* this.#trimmed(frames, discard);
    else for (const frame of frames) yield* this.#played(await this.decoder.decode(frame));
  }

  async *#trimmed(frames: readonly Buffer[], discard: number): AsyncGenerator<PcmBlock> {
    const blocks: PcmBlock[] = [];
    for (const frame of frames) {
      const block = await this.decoder.decode(frame);
      if (block) blocks.push(block);
    }
    const samples = blocks.reduce((sum, block) => sum + lengthOf(block), 0);
    const dropped = Math.round(Math.abs(discard) * (blocks[0]?.sampleRate ?? 0));
    const [start, end] = discard < 0 ? [dropped, samples] : [0, samples - dropped];
    let at = 0;
    for (const block of blocks) {
      yield* this.#played(sliceBlock(block, start - at, end - at));
      at += lengthOf(block);
    }
  }

  /** Drops what the encoder added before the first sample. */
  *#played(block: PcmBlock | undefined): Generator<PcmBlock> {
    if (!block) return;
    this.#skip ??= skippedSamples(this.track, block.sampleRate);
    const part = sliceBlock(block, this.#skip, lengthOf(block));
    this.#skip = Math.max(0, this.#skip - lengthOf(block));
    if (part) yield part;
  }
}

/** The samples to drop at the start. For Opus, players use its header, because some writers state a wrong delay. */
function skippedSamples(
  { codec, configuration, delaySeconds }: MatroskaTrack,
  rate: number,
): number {
  return codec === "A_OPUS" ? opusPreSkip(configuration) : Math.round(delaySeconds * rate);
}
