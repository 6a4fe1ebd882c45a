import type { ByteReader } from "../byte-reader.js";
import { type Box, boxesIn, contentOf, firstBoxes } from "./mp4-boxes.js";
import type { SampleCount } from "./mp4-samples.js";

interface Defaults {
  readonly duration: number;
  readonly size: number;
}

const BASE_OFFSET = { flag: 0x1, bytes: 8 };
const DESCRIPTION = { flag: 0x2, bytes: 4 };
const DEFAULT_DURATION = 0x8;
const DEFAULT_SIZE = 0x10;
const DATA_OFFSET = 0x1;
const FIRST_FLAGS = 0x4;
const SAMPLE_FIELDS = [0x100, 0x200, 0x400, 0x800];

/** Counts the samples of a track in fragments, as written by recorders that cannot seek to the start. */
export class Mp4Fragments {
  #samples = 0;
  #units = 0;
  #first: number | undefined;

  private constructor(
    private readonly reader: ByteReader,
    private readonly track: number,
    private readonly defaults: Defaults,
  ) {}

  static async open(reader: ByteReader, moov: Box, track: number): Promise<Mp4Fragments> {
    const { mvex } = await firstBoxes(reader, moov, "mvex");
    let defaults = { duration: 0, size: 0 };
    for await (const box of boxesIn(
      reader,
      mvex?.start ?? 0,
      Math.min(mvex?.end ?? 0, reader.size),
    )) {
      const content = await contentOf(reader, box, 24);
      if (box.name !== "trex" || content.length < 24 || content.readUInt32BE(4) !== track) continue;
      defaults = { duration: content.readUInt32BE(12), size: content.readUInt32BE(16) };
    }
    return new Mp4Fragments(reader, track, defaults);
  }

  get count(): SampleCount {
    return { samples: this.#samples, units: this.#units, first: this.#first };
  }

  async add(moof: Box): Promise<void> {
    const { reader } = this;
    for await (const traf of boxesIn(reader, moof.start, Math.min(moof.end, reader.size))) {
      if (traf.name !== "traf") continue;
      const { tfhd } = await firstBoxes(reader, traf, "tfhd");
      if (tfhd) await this.#addRuns(traf, moof, await contentOf(reader, tfhd, 40));
    }
  }

  async #addRuns(traf: Box, moof: Box, header: Buffer): Promise<void> {
    if (header.length < 8 || header.readUInt32BE(4) !== this.track) return;
    const flags = header.readUIntBE(1, 3);
    let at = 8;
    for (const field of [BASE_OFFSET, DESCRIPTION]) if (flags & field.flag) at += field.bytes;
    const field = (flag: number) => {
      if (!(flags & flag) || at + 4 > header.length) return undefined;
      at += 4;
      return header.readUInt32BE(at - 4);
    };
    const duration = field(DEFAULT_DURATION) ?? this.defaults.duration;
    const size = field(DEFAULT_SIZE) ?? this.defaults.size;
    const hasBase = flags & BASE_OFFSET.flag && header.length >= 16;
    const base = hasBase ? Number(header.readBigUInt64BE(8)) : moof.position;
    let position = moof.end + 8;
    for await (const run of boxesIn(
      this.reader,
      traf.start,
      Math.min(traf.end, this.reader.size),
    )) {
      if (run.name === "trun")
        position = await this.#addRun(run, base, position, { duration, size });
    }
  }

  /** Adds the samples of a run, and returns where its data ends. */
  async #addRun(run: Box, base: number, from: number, defaults: Defaults): Promise<number> {
    const head = await contentOf(this.reader, run, 12);
    if (head.length < 8) return from;
    const flags = head.readUIntBE(1, 3);
    const hasOffset = flags & DATA_OFFSET && head.length === 12;
    let position = hasOffset ? base + head.readInt32BE(8) : from;
    const fieldsAt = 8 + (flags & DATA_OFFSET ? 4 : 0) + (flags & FIRST_FLAGS ? 4 : 0);
    const entryBytes = 4 * SAMPLE_FIELDS.filter((flag) => flags & flag).length;
    const entries = this.reader.slice(run.start + fieldsAt, run.end);
    const count = head.readUInt32BE(4);
    for (let index = 0; index < count; index++) {
      const entry = await entries.at(index * entryBytes, entryBytes);
      if (entry.length < entryBytes) break;
      const duration = flags & 0x100 ? entry.readUInt32BE(0) : defaults.duration;
      const size = flags & 0x200 ? entry.readUInt32BE(flags & 0x100 ? 4 : 0) : defaults.size;
      if (size === 0 && entryBytes === 0) break;
      this.#first ??= position;
      position += size;
      if (position > this.reader.size) break;
      this.#samples += 1;
      this.#units += duration;
    }
    return position;
  }
}
