import { fileTypeFromBuffer } from "file-type";
import { parseFromTokenizer } from "music-metadata";
import type { Bytes } from "../bytes.js";
import { BytesTokenizer } from "../bytes-tokenizer.js";
import { type FormatFacts, withoutFacts } from "./format.js";

/** How many bytes of a file `file-type` reads. */
const HEAD_BYTES = 4_100;
/** Types that `file-type` assumes from a few bits, or that this service detects by itself. */
const WEAK = new Set([
  "audio/mpeg",
  "audio/aac",
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

/** The media type of bytes that no reader of this service knows; undefined if it is not known. */
export async function otherType(bytes: Bytes): Promise<string | undefined> {
  const head = new Uint8Array(HEAD_BYTES);
  const length = await bytes.copy(head, 0);
  const type = (await fileTypeFromBuffer(head.subarray(0, length)))?.mime.split(";")[0];
  return type === undefined || WEAK.has(type) ? undefined : type;
}

/** The facts of a format that is rare in recordings. */
export async function readOther(bytes: Bytes, type: string): Promise<FormatFacts> {
  const unsupported = withoutFacts(type, `how long ${type} plays can't be determined`);
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
