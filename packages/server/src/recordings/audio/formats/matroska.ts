import type { ByteReader } from "../byte-reader.js";
import { sizeAt, unsigned } from "./ebml.js";
import { type FormatFacts, FULL_BYTES, TooLargeToCountError, withoutFacts } from "./format.js";
import { framesOfBlock } from "./matroska-block.js";
import { channelsOf, type FrameSeconds, type MatroskaTrack, timingOf } from "./matroska-codec.js";
import { isContainer, matroskaElements } from "./matroska-elements.js";
import { IDS, MatroskaHeader } from "./matroska-header.js";

const MAX_CONTENT_BYTES = 64 * 1024;
const NANOSECONDS = 1e9;
/** The declared duration counts if the last block is at most this much longer than the one before. */
const LONGER_SECONDS = 0.1;
/** The codec whose blocks are so short that the last one is assumed to be as long as the one before. */
const SHORT_BLOCKS = "A_VORBIS";

/** Reads Matroska and WebM, with or without sizes and a duration. */
export async function readMatroska(reader: ByteReader): Promise<FormatFacts> {
  const header = new MatroskaHeader();
  let blocks: AudioBlocks | undefined;
  for await (const { id, start, end } of matroskaElements(reader)) {
    if (id === IDS.segment) header.isComplete = end !== undefined && end <= reader.size;
    if (id === IDS.trackEntry) header.beginTrack();
    if (id === IDS.cluster && !blocks) {
      const { audio } = header;
      if (!audio) break;
      if (reader.size > FULL_BYTES) return factsOfLarge(header, audio);
      blocks = new AudioBlocks(reader, header, audio);
    }
    if (isContainer(id) || end === undefined) continue;
    if (id === IDS.simpleBlock || id === IDS.block) await blocks?.add(start, end);
    else {
      const content = () => reader.at(start, Math.min(end - start, MAX_CONTENT_BYTES));
      if (id === IDS.clusterTime) blocks?.beginCluster(unsigned(await content()));
      else if (id === IDS.blockDuration) blocks?.setDuration(unsigned(await content()));
      else if (id === IDS.discardPadding) blocks?.discard(await content());
      else if (header.hasField(id)) header.setField(id, await content());
    }
  }
  const { type, audio } = header;
  if (!audio) return withoutFacts(type, "the file has no audio track");
  const channels = channelsOf(audio);
  const seconds = blocks ? blocks.seconds() : 0;
  if (seconds !== undefined && seconds > 0) return { type, seconds, channels };
  const reason =
    seconds === undefined
      ? "the file does not state the duration of its last block"
      : "the file has no complete audio blocks";
  return { type, seconds: null, channels, reason };
}

/** The declared duration of a file whose blocks are too many to count. Only complete files state it. */
function factsOfLarge(header: MatroskaHeader, audio: MatroskaTrack): FormatFacts {
  const { type, isComplete, duration, hasOnlyAudio } = header;
  if (duration === undefined || !isComplete || !hasOnlyAudio) {
    throw new TooLargeToCountError("its header does not state the duration");
  }
  const seconds = duration - audio.delaySeconds;
  return { type, seconds, channels: channelsOf(audio) };
}

/** Counts the frames in the blocks of the audio track. */
class AudioBlocks {
  readonly #timing: FrameSeconds | undefined;
  /** The total duration of the frames, if they state it. */
  #counted = 0;
  #clusterTime = 0;
  #first: number | undefined;
  #last = 0;
  /** The duration of the last block, or of the one before if it is not stated. */
  #lastSeconds = 0;
  #isStated = false;

  constructor(
    private readonly reader: ByteReader,
    private readonly header: MatroskaHeader,
    private readonly track: MatroskaTrack,
  ) {
    this.#timing = timingOf(track);
  }

  beginCluster(time: number): void {
    this.#clusterTime = time;
  }

  async add(start: number, end: number): Promise<void> {
    const bytes = await this.reader.at(start, Math.min(end - start, MAX_CONTENT_BYTES));
    const track = sizeAt(bytes, 0);
    if (!track || track.value !== this.track.number || bytes.length < track.bytes + 3) return;
    const content = bytes.subarray(track.bytes + 3);
    const frames = framesOfBlock(bytes[track.bytes + 2]!, content);
    const time = (this.#clusterTime + bytes.readInt16BE(track.bytes)) * this.header.tickSeconds;
    this.#first ??= time;
    this.#isStated = this.track.frameSeconds > 0;
    this.#lastSeconds = this.track.frameSeconds * frames.length || Math.max(0, time - this.#last);
    this.#last = time;
    const cut = end - start - bytes.length;
    for (const frame of frames) this.#counted += this.#timing?.(frame, frame.length + cut) ?? 0;
  }

  setDuration(ticks: number): void {
    this.#isStated = true;
    this.#lastSeconds = ticks * this.header.tickSeconds;
  }

  /** Samples at the end of a block that are not played; negative at its start. */
  discard(nanoseconds: Buffer): void {
    const { length } = nanoseconds;
    if (length === 0 || length > 8) return;
    const value = BigInt.asIntN(length * 8, BigInt(`0x${nanoseconds.toString("hex")}`));
    this.#counted -= Math.abs(Number(value)) / NANOSECONDS;
  }

  /** Undefined if the duration of the last block is not known. */
  seconds(): number | undefined {
    if (this.#timing) return this.#counted - this.track.delaySeconds;
    if (this.#first === undefined) return 0;
    const { duration } = this.header;
    const rest = duration === undefined ? -1 : duration - this.#last;
    const played = this.#last - this.#first;
    if (rest >= 0 && rest <= this.#lastSeconds + LONGER_SECONDS) return played + rest;
    const isKnown = this.#isStated || this.track.codec === SHORT_BLOCKS;
    return isKnown ? played + this.#lastSeconds : undefined;
  }
}
