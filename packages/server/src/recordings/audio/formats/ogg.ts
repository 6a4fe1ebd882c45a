import type { ByteReader } from "../byte-reader.js";
import { type FormatFacts, FULL_BYTES, TooLargeToCountError, withoutFacts } from "./format.js";
import { isOggVideo, type OggCodec, parseOggCodec } from "./ogg-codec.js";
import { nextOggPage, type OggPage, oggPageAt, packetsOf } from "./ogg-page.js";

/** A stream of one link of the file. Links follow each other; their streams are in parallel. */
interface OggStream {
  readonly codec: OggCodec;
  headers: number;
  /** The granule at which the audio begins; undefined before the first page with audio. */
  start: number | undefined;
  granule: number;
  /** Page numbers of a large file grow from one probed place to the next. */
  sequence: number;
}

/** More streams than this do not occur in recordings. */
const MAX_LINKS = 10_000;
/** The pages at the start of a large file that are all read. */
const HEAD_BYTES = 1024 ** 2;
const TAIL_BYTES = 256 * 1024;
/** Each probed place of a large file is this much further than the one before. */
const GROWTH = 1.1;

/** Reads Ogg with Opus, Vorbis, Speex or FLAC. */
export async function readOgg(reader: ByteReader, type: string): Promise<FormatFacts> {
  const file = new OggFile();
  const isLarge = reader.size > FULL_BYTES;
  const end = isLarge ? HEAD_BYTES : reader.size;
  let position = 0;
  while (position < end) {
    const page = (await oggPageAt(reader, position)) ?? (await nextOggPage(reader, position + 1));
    if (!page) break;
    if (file.links > MAX_LINKS) return withoutFacts(type, "the file has too many streams");
    file.add(page);
    position = page.end;
  }
  if (isLarge) await probeLarge(reader, file, position);
  return file.facts(type);
}

class OggFile {
  links = 0;
  hasVideo = false;
  readonly #active = new Map<number, OggStream | undefined>();
  #seconds = 0;
  #channels: number | undefined;
  #isMixed = false;
  /** The first audio stream of the current link. */
  #main: OggStream | undefined;
  #reason: string | undefined;
  #isStarting = false;

  add(page: OggPage): void {
    if (page.isFirst) this.#begin(page);
    this.#isStarting = page.isFirst;
    const stream = this.#active.get(page.serial);
    if (!stream) return;
    stream.sequence = page.sequence;
    if (stream.headers < stream.codec.headers) {
      stream.headers += packetsOf(page).length;
      // Some writers put the last header and the first audio on one page.
      if (stream.headers <= stream.codec.headers) return;
    }
    // Pages that only have headers have the position 0.
    if (!page.granule) return;
    stream.start ??= this.#startOf(stream, page);
    stream.granule = page.granule;
  }

  /** The audio stream of a page that belongs to a link that has only one. */
  onlyStream(page: OggPage): OggStream | undefined {
    const stream = this.#active.get(page.serial);
    return this.links === 1 && this.#active.size === 1 ? stream : undefined;
  }

  facts(type: string): FormatFacts {
    this.#end();
    const found = this.hasVideo ? "video/ogg" : type;
    if (this.#channels === undefined)
      return withoutFacts(found, "the file has no known audio stream");
    const seconds = this.#reason === undefined ? this.#seconds : null;
    const channels = this.#isMixed ? null : this.#channels;
    const reason = this.#reason ?? (this.#isMixed ? "the number of channels changes" : undefined);
    return { type: found, seconds, channels, reason };
  }

  #begin(page: OggPage): void {
    // The first pages of the streams of a link come before all others.
    if (!this.#isStarting) this.#end();
    if (this.#active.size === 0) this.links += 1;
    const [packet] = packetsOf(page);
    const codec = packet && parseOggCodec(packet);
    this.hasVideo ||= packet !== undefined && isOggVideo(packet);
    const stream = codec && { codec, headers: 0, start: undefined, granule: 0, sequence: 0 };
    this.#active.set(page.serial, stream);
    if (!stream || this.#main) return;
    this.#main = stream;
    this.#isMixed ||= this.#channels !== undefined && this.#channels !== codec.channels;
    this.#channels ??= codec.channels;
  }

  #end(): void {
    if (this.#main?.start !== undefined) {
      const { codec, start, granule } = this.#main;
      this.#seconds += Math.max(0, granule - start - codec.skip) / codec.rate;
    }
    this.#main = undefined;
    this.#active.clear();
  }

  /** Recordings of a broadcast do not begin at 0. */
  #startOf({ codec }: OggStream, page: OggPage): number {
    let samples = 0;
    const packets = packetsOf(page);
    for (const packet of packets) {
      const count = codec.samplesOf(packet);
      if (count === undefined) return this.#unknownStart(codec, page, packets.length);
      samples += count;
    }
    // The end of a single page is trimmed, so that its position is smaller.
    if (page.isLast) return 0;
    // A stream that was cut without new packets has a start below 0, and decoders play all of it.
    const start = page.granule! - samples;
    return start < 0 && start >= -(codec.lookahead ?? 0) ? 0 : start;
  }

  /** The position of the first page shows whether it is possible for a stream that begins at 0. */
  #unknownStart({ maxSamples, minSamples = 0 }: OggCodec, page: OggPage, packets: number): number {
    // The first packet of Vorbis has no samples.
    const isTooEarly = !page.isLast && page.granule! < (packets - 1) * minSamples;
    if (isTooEarly || page.granule! > packets * maxSamples) {
      this.#reason ??= "the position of the first sample is unknown";
    }
    return 0;
  }
}

/** Adds the last page of a large file, after checking that a single stream leads up to it. */
async function probeLarge(reader: ByteReader, file: OggFile, headEnd: number): Promise<void> {
  const unknown = () =>
    new TooLargeToCountError("it has several streams, or its pages are damaged");
  const place = (position: number) => nextOggPage(reader, position);
  let from = headEnd;
  while (from < reader.size - TAIL_BYTES) {
    const page = await place(from);
    if (!page) throw unknown();
    const stream = file.onlyStream(page);
    const before = stream && { granule: stream.granule, sequence: stream.sequence };
    file.add(page);
    if (!before || !grows(before, page)) throw unknown();
    from = Math.max(page.end, Math.floor(page.start * GROWTH));
  }
  const last = await place(reader.size - TAIL_BYTES);
  if (!last) throw unknown();
  for (let page: OggPage | undefined = last; page; page = await place(page.end)) {
    const stream = file.onlyStream(page);
    if (!stream || page.isFirst) throw unknown();
    file.add(page);
  }
}

const grows = (before: { granule: number; sequence: number }, page: OggPage): boolean =>
  !page.isFirst &&
  page.sequence >= before.sequence &&
  (page.granule === undefined || page.granule >= before.granule);
