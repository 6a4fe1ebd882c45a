import type { ByteReader } from "./byte-reader.js";
import { AC3_BITSTREAM } from "./formats/ac3.js";
import { ADTS_BITSTREAM } from "./formats/adts.js";
import { type Bitstream, chainLength, findFrame } from "./formats/frames.js";
import { latmBitstream } from "./formats/latm.js";
import { MPEG_BITSTREAM } from "./formats/mpeg-header.js";

/** A format that the first bytes of a recording identify. */
export type FormatName =
  | "riff"
  | "w64"
  | "aiff"
  | "au"
  | "caf"
  | "flac"
  | "ogg"
  | "amr"
  | "mp4"
  | "matroska"
  | "asf"
  | "mpeg"
  | "adts"
  | "latm"
  | "ac3";

/** How a format begins: a pattern of the first bytes as Latin-1 characters. */
const MAGICS: readonly (readonly [RegExp, FormatName])[] = [
  [/^(RIFF|RIFX|RF64|BW64)....WAVE/s, "riff"],
  [/^riff\.\x91\xcf.\xa5\xd6\(\xdb.\xc1\0\0/s, "w64"],
  [/^FORM....AIF[FC]/s, "aiff"],
  [/^(\.snd|dns\.)/, "au"],
  [/^caff\0/, "caf"],
  [/^fLaC/, "flac"],
  [/^OggS\0/, "ogg"],
  [/^#!AMR(-WB)?(_MC1\.0)?\n/, "amr"],
  [/^\0...(ftyp|moov|moof|styp|sidx|mdat|wide|free|skip|pnot)/s, "mp4"],
  [/^.E\xdf\xa3/s, "matroska"],
  [/^0&\xb2u\x8ef\xcf./s, "asf"],
];
const MAGIC_BYTES = 32;

/** How far from the start the first frame of a bitstream may be. */
const MAX_JUNK_BYTES = 64 * 1024;
/** How many frames must follow each other at the start of the bytes, and after other bytes. */
const CHAINS = { start: 3, later: 6 };
/** More frames are required of bytes that are declared as audio without a header. */
const STRICT_CHAIN = 16;
const MIN_CHAIN = 2;

const BITSTREAMS: readonly (readonly [FormatName, () => Bitstream])[] = [
  ["mpeg", () => MPEG_BITSTREAM],
  ["adts", () => ADTS_BITSTREAM],
  ["ac3", () => AC3_BITSTREAM],
  ["latm", latmBitstream],
];

/**
 * The format of a recording. Undefined if the bytes are not of a known format.
 * @param isDeclaredRaw whether the bytes are declared as audio without a header, which may contain anything
 */
export async function sniff(
  reader: ByteReader,
  isDeclaredRaw: boolean,
): Promise<FormatName | undefined> {
  const start = (await reader.at(0, MAGIC_BYTES)).toString("latin1");
  const magic = MAGICS.find(([pattern]) => pattern.test(start));
  if (magic) return magic[1];
  for (const [name, create] of BITSTREAMS) {
    const expected = isDeclaredRaw ? STRICT_CHAIN : CHAINS.start;
    if (await startsWithFrames(reader, create(), expected)) return name;
  }
  if (isDeclaredRaw) return undefined;
  for (const [name, create] of BITSTREAMS) {
    const search = { from: 1, to: Math.min(reader.size, MAX_JUNK_BYTES), chain: CHAINS.later };
    if ((await findFrame(reader, create(), search)) !== undefined) return name;
  }
  return undefined;
}

/** Whether the first bytes are frames: as many as expected, or all of a shorter recording. */
async function startsWithFrames(
  reader: ByteReader,
  bitstream: Bitstream,
  expected: number,
): Promise<boolean> {
  const length = await chainLength(reader, bitstream, 0, expected);
  return (
    length >= expected || (length >= MIN_CHAIN && (await endsAfter(reader, bitstream, length)))
  );
}

async function endsAfter(
  reader: ByteReader,
  { parse }: Bitstream,
  frames: number,
): Promise<boolean> {
  let position = 0;
  for (let frame = 0; frame < frames; frame++) {
    position += parse(await reader.at(position, 64))?.bytes ?? 0;
  }
  return position >= reader.size - 128;
}
