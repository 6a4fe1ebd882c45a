import { fileTypeFromBuffer } from "file-type";
import { parseFromTokenizer } from "music-metadata";
import type { ByteReader } from "../byte-reader.js";
import type { Bytes } from "../bytes.js";
import { BytesTokenizer } from "../bytes-tokenizer.js";
import { type FormatFacts, withoutFacts } from "./format.js";

/** How many bytes of a file `file-type` reads. */
const HEAD_BYTES = 4_100;
/** Types that `file-type` assumes from a few bits, or that this service detects by itself. */
const WEAK = new Set([
  "audio/mpeg",
  "audio/aac",
  "audio/aiff",
  "audio/vnd.dolby.dd-raw",
  "video/quicktime",
  "video/x-matroska",
]);
/** Types that `music-metadata` reads correctly. */
const READABLE = new Set([
  "audio/ape",
  "audio/wavpack",
  "audio/x-musepack",
  "audio/x-dsf",
  "audio/x-dsdiff",
]);

/** The first bytes, as Latin-1 characters, of formats that `file-type` does not know. */
const STARTS: Readonly<Record<string, readonly string[]>> = {
  "audio/x-nist": ["NIST_1A\n"],
  "audio/x-tta": ["TTA1", "TTA2"],
  "audio/vnd.dts": ["\x7f\xfe\x80\x01", "\xfe\x7f\x01\x80", "\x1f\xff\xe8\0", "\xff\x1f\0\xe8"],
  "audio/aac": ["ADIF"],
  "audio/silk": ["#!SILK_V3", "\x02#!SILK_V3"],
  "audio/EVS": ["#!EVS_MC1.0\n"],
  "audio/iLBC": ["#!iLBC20\n", "#!iLBC30\n"],
  "audio/x-ircam": ["\x64\xa3\x01\0", "\x64\xa3\x02\0", "\x64\xa3\x03\0", "\0\x02\xa3\x64"],
  "audio/x-wve": ["ALawSoundFile**"],
  "audio/x-paf": [" paf", "fap "],
};

/** The media type of bytes for which this service has no reader; undefined if it is not known. */
export async function otherType(reader: ByteReader): Promise<string | undefined> {
  const head = await reader.at(0, HEAD_BYTES);
  const start = head.toString("latin1", 0, 32);
  for (const [known, starts] of Object.entries(STARTS)) {
    if (starts.some((bytes) => start.startsWith(bytes))) return known;
  }
  const type = (await fileTypeFromBuffer(head))?.mime.split(";")[0];
  return type === undefined || WEAK.has(type) ? undefined : type;
}

/** The facts of a format that is rare in recordings. */
export async function readOther(bytes: Bytes, type: string): Promise<FormatFacts> {
  const unsupported = withoutFacts(type, `the duration of ${type} can't be determined`);
  if (!READABLE.has(type)) return unsupported;
  const tokenizer = new BytesTokenizer(bytes, type);
  try {
    const { format } = await parseFromTokenizer(tokenizer, { duration: true, skipCovers: true });
    const { duration = null, numberOfChannels = null } = format;
    return { type, seconds: duration, channels: numberOfChannels, reason: unsupported.reason };
  } catch {
    return withoutFacts(type, `the bytes can't be read as ${type}`);
  }
}
