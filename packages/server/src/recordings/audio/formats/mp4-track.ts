import type { ByteReader } from "../byte-reader.js";
import { type Box, boxesIn, contentOf, firstBoxes } from "./mp4-boxes.js";
import { type Mp4Codec, readCodec } from "./mp4-codec.js";
import { Mp4Table } from "./mp4-table.js";

/** A part of the media that is played, in the units of the track; `end` is undefined for the rest. */
export interface Edit {
  readonly start: number;
  readonly end: number | undefined;
}

export interface Mp4Track {
  readonly id: number;
  readonly kind: "audio" | "video" | "other";
  /** Units of time per second. */
  readonly scale: number;
  readonly codec: Mp4Codec | undefined;
  /** The sample tables. */
  readonly tables: Box | undefined;
  /** Empty if all of the media is played. */
  readonly edits: readonly Edit[];
}

const MAX_TRACKS = 100;
const MAX_EDITS = 1_000;
/** Still pictures, such as those of chapters. */
const PICTURES = new Set(["jpeg", "png ", "mjpa", "mjpb", "tiff", "gif "]);

/** The tracks of a `moov` box. */
export async function readTracks(reader: ByteReader, moov: Box): Promise<Mp4Track[]> {
  const tracks: Mp4Track[] = [];
  const limit = Math.min(moov.end, reader.size);
  const { mvhd } = await firstBoxes(reader, moov, "mvhd");
  const movieScale = mvhd ? (await timesIn(reader, mvhd)).scale : 0;
  for await (const box of boxesIn(reader, moov.start, limit)) {
    if (box.name !== "trak" || tracks.length === MAX_TRACKS) continue;
    const track = await readTrack(reader, box, movieScale);
    if (track) tracks.push(track);
  }
  return tracks;
}

async function readTrack(
  reader: ByteReader,
  trak: Box,
  movieScale: number,
): Promise<Mp4Track | undefined> {
  const { tkhd, mdia, edts } = await firstBoxes(reader, trak, "tkhd", "mdia", "edts");
  if (!mdia) return undefined;
  const { mdhd, hdlr, minf } = await firstBoxes(reader, mdia, "mdhd", "hdlr", "minf");
  if (!mdhd || !minf) return undefined;
  const { stbl, smhd, vmhd } = await firstBoxes(reader, minf, "stbl", "smhd", "vmhd");
  const { stsd } = stbl ? await firstBoxes(reader, stbl, "stsd") : {};
  const codec = stsd && (await readCodec(reader, stsd));
  const handler = hdlr && (await contentOf(reader, hdlr, 12)).toString("latin1", 8);
  const { scale } = await timesIn(reader, mdhd);
  const { elst } = edts ? await firstBoxes(reader, edts, "elst") : {};
  const isVideo = handler === "vide" || (handler === undefined && vmhd !== undefined);
  const isAudio = handler === "soun" || (handler === undefined && (smhd ?? codec?.channels));
  const isPicture = codec !== undefined && PICTURES.has(codec.name);
  return {
    id: tkhd ? await idIn(reader, tkhd) : 0,
    kind: isVideo && !isPicture ? "video" : isAudio ? "audio" : "other",
    scale,
    codec,
    tables: stbl,
    edits: elst ? await readEdits(reader, elst, scale / movieScale) : [],
  };
}

async function idIn(reader: ByteReader, tkhd: Box): Promise<number> {
  const content = await contentOf(reader, tkhd, 24);
  const at = content[0] === 1 ? 20 : 12;
  return content.length >= at + 4 ? content.readUInt32BE(at) : 0;
}

/** The scale of an `mvhd` or `mdhd` box. */
async function timesIn(reader: ByteReader, box: Box): Promise<{ scale: number }> {
  const content = await contentOf(reader, box, 32);
  const at = content[0] === 1 ? 20 : 12;
  return { scale: content.length >= at + 4 ? content.readUInt32BE(at) : 0 };
}

/** The edits that play media. Others are silence before it or between it. */
async function readEdits(reader: ByteReader, elst: Box, unitsPerTick: number): Promise<Edit[]> {
  const isLong = (await contentOf(reader, elst, 1))[0] === 1;
  const table = await Mp4Table.open(reader, elst, 4, isLong ? 20 : 12);
  const edits: Edit[] = [];
  for (let index = 0; index < Math.min(table.length, MAX_EDITS); index++) {
    const entry = await table.entry(index);
    const duration = isLong ? Number(entry.readBigUInt64BE(0)) : entry.readUInt32BE(0);
    const start = isLong ? Number(entry.readBigInt64BE(8)) : entry.readInt32BE(4);
    const units = duration * unitsPerTick;
    if (start < 0) continue;
    edits.push({ start, end: duration > 0 && Number.isFinite(units) ? start + units : undefined });
  }
  return edits;
}
