import type { ByteReader } from "../byte-reader.js";
import { type AacConfig, parseAacConfig } from "./aac.js";
import { BitReader } from "./bit-reader.js";
import { type Box, boxesIn, contentOf } from "./mp4-boxes.js";

/** What a sample entry states about the audio of a track. */
export interface Mp4Codec {
  /** The name of the sample entry, such as `mp4a`. */
  readonly name: string;
  readonly channels: number | undefined;
  /** Frames of one length; undefined if the codec has others. */
  readonly frame: { readonly samples: number; readonly rate: number } | undefined;
  /** Whether only the samples themselves state the channels: MP3. */
  readonly isMpeg: boolean;
}

const ENTRY_BYTES = 28;
const VERSION_1_BYTES = 16;
const VERSION_2_BYTES = 36;
const MPEG_TYPES = [0x69, 0x6b];
const AC3_CHANNELS = [2, 1, 2, 3, 3, 4, 4, 5];
const MONO = new Set(["samr", "sawb", "sevc", "sqcp"]);

/** Parses the first entry of an `stsd` box. */
export async function readCodec(
  reader: ByteReader,
  description: Box,
): Promise<Mp4Codec | undefined> {
  const limit = Math.min(description.end, reader.size);
  for await (const entry of boxesIn(reader, description.start + 8, limit)) {
    return readEntry(reader, entry);
  }
  return undefined;
}

async function readEntry(reader: ByteReader, entry: Box): Promise<Mp4Codec | undefined> {
  const content = await contentOf(reader, entry, 64);
  const { name } = entry;
  if (content.length < ENTRY_BYTES)
    return { name, channels: undefined, frame: undefined, isMpeg: false };
  const version = content.readUInt16BE(8);
  const isLong = version === 2 && content.length >= 48;
  const stated = isLong ? content.readUInt32BE(40) : content.readUInt16BE(16);
  const extra = version === 1 ? VERSION_1_BYTES : version === 2 ? VERSION_2_BYTES : 0;
  let codec: Mp4Codec = {
    name,
    channels: MONO.has(name) ? 1 : stated,
    frame: undefined,
    isMpeg: name === ".mp3" || name === "ms\0U",
  };
  const children = { ...entry, start: entry.start + ENTRY_BYTES + extra };
  for await (const box of configurationsIn(reader, children)) {
    codec = refine(codec, box.name, await contentOf(reader, box, 256));
  }
  return codec;
}

/** The boxes in a sample entry, and those in its `wave` atom, where QuickTime has them. */
async function* configurationsIn(
  reader: ByteReader,
  { start, end }: Pick<Box, "start" | "end">,
): AsyncGenerator<Box> {
  for await (const box of boxesIn(reader, start, Math.min(end, reader.size))) {
    if (box.name === "wave") yield* boxesIn(reader, box.start, Math.min(box.end, end));
    else yield box;
  }
}

function refine(codec: Mp4Codec, name: string, content: Buffer): Mp4Codec {
  if (name === "esds") return refineEsds(codec, content.subarray(4));
  if (name === "dOps" && content.length > 1) return { ...codec, channels: content[1]! };
  if (name === "alac" && content.length >= 14) return { ...codec, channels: content[13]! };
  if (name === "dfLa" && content.length >= 42) {
    return { ...codec, channels: ((content[20]! >> 1) & 7) + 1 };
  }
  if (name === "dac3" && content.length >= 3) {
    return { ...codec, channels: ac3Channels(new BitReader(content), 2 + 5 + 3) };
  }
  if (name === "dec3" && content.length >= 5) {
    return { ...codec, channels: ac3Channels(new BitReader(content), 16 + 2 + 5 + 1 + 1 + 3) };
  }
  return codec;
}

function ac3Channels(bits: BitReader, modeAt: number): number {
  bits.skip(modeAt);
  return AC3_CHANNELS[bits.read(3)]! + bits.read(1);
}

function refineEsds(codec: Mp4Codec, content: Buffer): Mp4Codec {
  const { objectType, configuration } = parseDescriptors(content);
  if (objectType !== undefined && MPEG_TYPES.includes(objectType))
    return { ...codec, isMpeg: true };
  const aac: AacConfig | undefined = configuration && parseAacConfig(new BitReader(configuration));
  if (!aac) return codec;
  const frame = { samples: aac.frameSamples, rate: aac.rate };
  return { ...codec, channels: aac.channels, frame };
}

const ES = 3;
const DECODER_CONFIG = 4;
const DECODER_SPECIFIC = 5;
/** Bytes of fields before the nested descriptors. */
const FIELD_BYTES: Readonly<Record<number, number>> = { [ES]: 3, [DECODER_CONFIG]: 13 };

function parseDescriptors(content: Buffer): { objectType?: number; configuration?: Buffer } {
  const result: { objectType?: number; configuration?: Buffer } = {};
  for (let at = 0; at + 2 <= content.length; ) {
    const tag = content[at++]!;
    let size = 0;
    for (let byte = 0x80; byte & 0x80 && at < content.length; ) {
      byte = content[at++]!;
      size = size * 128 + (byte & 0x7f);
    }
    if (tag === DECODER_CONFIG) result.objectType = content[at];
    if (tag === DECODER_SPECIFIC) result.configuration = content.subarray(at, at + size);
    // The nested descriptors follow the fields of the outer ones.
    at += FIELD_BYTES[tag] ?? size;
    if (tag === ES) at += esOptionalBytes(content, at - 1);
  }
  return result;
}

/** The optional fields of an ES descriptor, whose flags are at a position. */
function esOptionalBytes(content: Buffer, at: number): number {
  const flags = content[at] ?? 0;
  const dependsOn = flags & 0x80 ? 2 : 0;
  const url = flags & 0x40 ? 1 + (content[at + 1 + dependsOn] ?? 0) : 0;
  return dependsOn + url + (flags & 0x20 ? 2 : 0);
}
