import type { ByteReader } from "../byte-reader.js";
import type { MpegFrame } from "./mpeg-header.js";

/** The first frame of many MP3 files has no audio, but states what follows. */
export interface InfoTag {
  /** The frames after this one. */
  readonly frames: number | undefined;
  /** The bytes of all frames, with this one. */
  readonly bytes: number | undefined;
  /** The samples to drop at the start. */
  readonly delay: number;
  /** The samples to drop at the end of the declared frames. */
  readonly padding: number;
}

const TAG_BYTES = 200;
const HAS_FRAMES = 1;
const HAS_BYTES = 2;
const TABLE = { flag: 4, bytes: 100 };
const QUALITY = { flag: 8, bytes: 4 };
/** Encoders that state delay and padding, as the first characters of their names. */
const ENCODERS = new Set(["LAME", "Lavf", "Lavc"]);
const DELAY_OFFSET = 21;
/** Decoders of layer 3 add this delay. */
const DECODER_DELAY = 529;
const VBRI_OFFSET = 36;

/** Reads a Xing, Info or VBRI header in the frame at a position. */
export async function infoTagAt(
  reader: ByteReader,
  position: number,
  { sideEnd, layer }: MpegFrame,
): Promise<InfoTag | undefined> {
  if (layer !== 3) return undefined;
  const vbri = await reader.at(position + VBRI_OFFSET, 18);
  if (vbri.length === 18 && vbri.toString("latin1", 0, 4) === "VBRI") {
    const [bytes, frames] = [vbri.readUInt32BE(10), vbri.readUInt32BE(14)];
    return { frames, bytes, delay: 0, padding: 0 };
  }
  const tag = await reader.at(position + sideEnd, TAG_BYTES);
  if (tag.length < 8 || !/^(Xing|Info)$/.test(tag.toString("latin1", 0, 4))) return undefined;
  return parseXing(tag);
}

function parseXing(tag: Buffer): InfoTag {
  const flags = tag.readUInt32BE(4);
  let at = 8;
  const field = (flag: number) => {
    if (!(flags & flag) || at + 4 > tag.length) return undefined;
    at += 4;
    return tag.readUInt32BE(at - 4);
  };
  const frames = field(HAS_FRAMES);
  const bytes = field(HAS_BYTES);
  for (const skipped of [TABLE, QUALITY]) if (flags & skipped.flag) at += skipped.bytes;
  const hasDelay = ENCODERS.has(tag.toString("latin1", at, at + 4)) && at + 24 <= tag.length;
  if (!hasDelay) return { frames, bytes, delay: 0, padding: 0 };
  const both = tag.readUIntBE(at + DELAY_OFFSET, 3);
  const delay = (both >> 12) + DECODER_DELAY;
  return { frames, bytes, delay, padding: Math.max(0, (both & 0xfff) - DECODER_DELAY) };
}
