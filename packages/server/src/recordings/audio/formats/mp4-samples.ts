import type { ByteReader } from "../byte-reader.js";
import { type Box, firstBoxes } from "./mp4-boxes.js";
import { Mp4Table } from "./mp4-table.js";

/** The samples of a track that are in the recording. */
export interface SampleCount {
  readonly samples: number;
  /** The sum of their durations, in the units of the track. */
  readonly units: number;
  /** Where the first sample is; undefined if there is none. */
  readonly first: number | undefined;
}

/** Sizes are in one table of 4 bytes each, or they are all the same. */
interface Sizes {
  readonly count: number;
  at(index: number): Promise<number>;
}

/** Counts the samples of a track. */
export async function countSamples(
  reader: ByteReader,
  tables: Box,
  isTruncated: boolean,
): Promise<SampleCount> {
  const { stsz, stz2, stsc, stco, co64, stts } = await firstBoxes(
    reader,
    tables,
    "stsz",
    "stz2",
    "stsc",
    "stco",
    "co64",
    "stts",
  );
  const sizes = await readSizes(reader, stsz, stz2);
  const offsets = await Mp4Table.open(reader, stco ?? co64, 4, stco ? 4 : 8);
  const runs = await Mp4Table.open(reader, stsc, 4, 12);
  const times = await Mp4Table.open(reader, stts, 4, 8);
  const samples = isTruncated ? await present(reader.size, sizes, offsets, runs) : sizes.count;
  const first = offsets.length > 0 ? await offsetAt(offsets, 0) : undefined;
  return { samples, units: await unitsOf(times, samples), first };
}

async function readSizes(
  reader: ByteReader,
  stsz: Box | undefined,
  stz2: Box | undefined,
): Promise<Sizes> {
  const box = stsz ?? stz2;
  if (!box) return { count: 0, at: async () => 0 };
  const head = await reader.at(box.start, 12);
  if (head.length < 12) return { count: 0, at: async () => 0 };
  if (!stsz) {
    const bits = head[7]!;
    const table = await Mp4Table.open(reader, box, 8, Math.max(1, bits / 8));
    if (bits === 8)
      return { count: table.length, at: async (index) => (await table.entry(index))[0]! };
    if (bits !== 16) return { count: 0, at: async () => 0 };
    return { count: table.length, at: async (index) => (await table.entry(index)).readUInt16BE(0) };
  }
  const size = head.readUInt32BE(4);
  if (size > 0) {
    const count = Math.min(head.readUInt32BE(8), Math.floor(reader.size / size));
    return { count, at: async () => size };
  }
  const table = await Mp4Table.open(reader, box, 8, 4);
  return { count: table.length, at: async (index) => (await table.entry(index)).readUInt32BE(0) };
}

const offsetAt = async (offsets: Mp4Table, index: number): Promise<number> => {
  const entry = await offsets.entry(index);
  return entry.length === 8 ? Number(entry.readBigUInt64BE(0)) : entry.readUInt32BE(0);
};

/** How many samples from the first on are complete. */
async function present(
  size: number,
  sizes: Sizes,
  offsets: Mp4Table,
  runs: Mp4Table,
): Promise<number> {
  let sample = 0;
  let run = 0;
  for (let chunk = 0; chunk < offsets.length && sample < sizes.count; chunk++) {
    while (run + 1 < runs.length && (await runs.entry(run + 1)).readUInt32BE(0) <= chunk + 1)
      run += 1;
    const perChunk = run < runs.length ? (await runs.entry(run)).readUInt32BE(4) : 0;
    let end = await offsetAt(offsets, chunk);
    for (let index = 0; index < perChunk && sample < sizes.count; index++) {
      end += await sizes.at(sample);
      if (end > size) return sample;
      sample += 1;
    }
  }
  return sample;
}

async function unitsOf(times: Mp4Table, samples: number): Promise<number> {
  let units = 0;
  let left = samples;
  for (let index = 0; index < times.length && left > 0; index++) {
    const entry = await times.entry(index);
    const count = Math.min(left, entry.readUInt32BE(0));
    units += count * entry.readUInt32BE(4);
    left -= count;
  }
  return units;
}
