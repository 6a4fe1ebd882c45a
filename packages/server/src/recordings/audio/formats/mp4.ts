import type { ByteReader } from "../byte-reader.js";
import { type FormatFacts, withoutFacts } from "./format.js";
import { frameAt } from "./frames.js";
import { type Box, boxesIn } from "./mp4-boxes.js";
import { Mp4Fragments } from "./mp4-fragments.js";
import { countSamples, type SampleCount } from "./mp4-samples.js";
import { type Edit, type Mp4Track, readTracks } from "./mp4-track.js";
import { MPEG_BITSTREAM } from "./mpeg-header.js";

/** Edits are in units of the movie, which are often milliseconds. */
const EDIT_TOLERANCE_SECONDS = 0.001;

/** Reads MP4, M4A, 3GP and QuickTime. */
export async function readMp4(reader: ByteReader): Promise<FormatFacts> {
  let moov: Box | undefined;
  let isTruncated = false;
  let tracks: Mp4Track[] = [];
  let audio: Mp4Track | undefined;
  let fragments: Mp4Fragments | undefined;
  for await (const box of boxesIn(reader, 0, reader.size)) {
    isTruncated ||= box.end > reader.size;
    if (box.name === "moov" && !moov) {
      moov = box;
      tracks = await readTracks(reader, moov);
      audio = tracks.find(({ kind }) => kind === "audio");
      fragments = audio && (await Mp4Fragments.open(reader, moov, audio.id));
    }
    if (box.name === "moof") await fragments?.add(box);
  }
  const hasVideo = tracks.some(({ kind }) => kind === "video");
  const found = await typeOf(reader, hasVideo);
  if (!moov)
    return withoutFacts(found, "the file has no moov box, which is at the end of many files");
  if (!audio) return withoutFacts(found, "the file has no audio track");
  const inTables = audio.tables && (await countSamples(reader, audio.tables, isTruncated));
  const count = sumOf(inTables, fragments!.count);
  return { type: found, ...(await factsOf(reader, audio, count)) };
}

/** The type by the major brand in the `ftyp` box. QuickTime files may have none. */
async function typeOf(reader: ByteReader, hasVideo: boolean): Promise<string> {
  const start = (await reader.at(0, 12)).toString("latin1");
  const brand = start.slice(4, 8) === "ftyp" ? start.slice(8) : "";
  const isQuickTime =
    brand === "qt  " || /^(moov|mdat|wide|free|skip|pnot)$/.test(start.slice(4, 8));
  if (isQuickTime) return "video/quicktime";
  const subtype = brand.startsWith("3gp") ? "3gpp" : brand.startsWith("3g2") ? "3gpp2" : "mp4";
  return `${hasVideo ? "video" : "audio"}/${subtype}`;
}

const sumOf = (a: SampleCount | undefined, b: SampleCount): SampleCount => ({
  samples: (a?.samples ?? 0) + b.samples,
  units: (a?.units ?? 0) + b.units,
  first: a?.first ?? b.first,
});

async function factsOf(
  reader: ByteReader,
  { codec, scale, edits }: Mp4Track,
  count: SampleCount,
): Promise<Omit<FormatFacts, "type">> {
  const mpeg =
    codec?.isMpeg && count.first !== undefined
      ? await frameAt(reader, MPEG_BITSTREAM, count.first)
      : undefined;
  const channels = mpeg?.channels ?? codec?.channels ?? null;
  const without = (reason: string) => ({ seconds: null, channels, reason });
  if (count.samples === 0) return without("the file has no complete audio samples");
  if (scale === 0) return without("the audio track states no scale of time");
  // The last frame is often declared shorter than it is.
  const frame = mpeg ?? codec?.frame;
  const total = frame ? (count.samples * frame.samples) / frame.rate : count.units / scale;
  const perSample = frame ? frame.samples / frame.rate : total / count.samples;
  const seconds = playedSeconds(edits, scale, total, perSample);
  if (channels === null || channels === 0) {
    return { seconds, channels: null, reason: "the audio track states no channels" };
  }
  return { seconds, channels };
}

/** How long the edits play. Decoders drop whole samples after an edit. */
function playedSeconds(
  edits: readonly Edit[],
  scale: number,
  total: number,
  perSample: number,
): number {
  if (edits.length === 0) return total;
  let seconds = 0;
  for (const { start, end } of edits) {
    const from = start / scale;
    const samples = end === undefined ? total : (end / scale - EDIT_TOLERANCE_SECONDS) / perSample;
    const until = end === undefined ? total : Math.min(total, Math.ceil(samples) * perSample);
    seconds += Math.max(0, until - from);
  }
  return seconds;
}
