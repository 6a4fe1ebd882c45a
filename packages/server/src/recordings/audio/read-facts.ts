import { fileTypeFromBuffer } from "file-type";
import { type IAudioMetadata, parseFromTokenizer } from "music-metadata";
import { BufferSizeError } from "strtok3";
import { type Bytes, joinSpans, type Span } from "./bytes.js";
import { BytesTokenizer } from "./bytes-tokenizer.js";
import { type ChunkedBytes, ReadLimitError } from "./chunked-bytes.js";
import { findOggEnds } from "./find-ogg-ends.js";
import type { AudioFacts } from "./messages.js";
import { skipId3v2 } from "./skip-id3v2.js";

/** How many bytes of a file `file-type` reads. */
const HEAD_BYTES = 4_100;

/** Audio without a header. What a parser finds in it is coincidence. */
const HEADERLESS =
  /^audio\/(x-)?(pcm[au]?|[au]law|mulaw|PCM[AU]-WB|L(8|16|20|24)|G7\d+[\w-]*|GSM[\w-]*|DVI4|LPC|VDVI|vox)$/i;

const LENGTH = "how long the recording plays";

/** The media type that the first bytes indicate; undefined if they indicate none. */
export async function detectType(bytes: Bytes): Promise<string | undefined> {
  const head = new Uint8Array(HEAD_BYTES);
  const length = await bytes.copy(head, 0);
  return (await fileTypeFromBuffer(head.subarray(0, length)))?.mime.split(";")[0];
}

/**
 * The duration of a recording and its number of channels. Files larger than `large` are read in part.
 */
export async function readFacts(
  bytes: ChunkedBytes,
  type: string,
  large: number,
): Promise<AudioFacts> {
  if (HEADERLESS.test(type.split(";")[0]!)) {
    return withoutFacts("unsupported", `${type} has no header that states ${LENGTH}`);
  }
  try {
    const isLarge = bytes.size > large;
    const spans = await spansOf(bytes, isLarge);
    if (!spans) return withoutFacts("failed", "the Ogg file is too large to be read in full");
    const tokenizer = new BytesTokenizer(joinSpans(bytes, spans), type);
    const metadata = await parseFromTokenizer(tokenizer, {
      // If no header states the length, all frames are counted.
      duration: true,
      skipCovers: true,
      mkvUseIndex: isLarge,
    });
    bytes.throwIfExceeded();
    return factsIn(metadata);
  } catch (error) {
    if (error instanceof ReadLimitError) return withoutFacts("failed", error.message);
    if (error instanceof BufferSizeError)
      return withoutFacts("failed", "a tag or table of the file is too large");
    return withoutFacts("unsupported", `the bytes can't be read as ${type}`);
  }
}

/** The parts of a file that the parser needs. */
async function spansOf(bytes: Bytes, isLarge: boolean): Promise<Span[] | undefined> {
  if (isLarge && (await startsWith(bytes, "OggS"))) return findOggEnds(bytes);
  return [{ start: await skipId3v2(bytes), end: bytes.size }];
}

async function startsWith(bytes: Bytes, text: string): Promise<boolean> {
  const start = Buffer.alloc(text.length);
  await bytes.copy(start, 0);
  return start.toString("latin1") === text;
}

function factsIn({ format }: IAudioMetadata): AudioFacts {
  const { duration = Number.NaN, numberOfChannels = 0 } = format;
  const seconds = Number.isFinite(duration) && duration > 0 ? duration : null;
  const channels =
    Number.isSafeInteger(numberOfChannels) && numberOfChannels > 0 ? numberOfChannels : null;
  if (seconds !== null && channels !== null) {
    return { analysis: "ready", analysisDetail: null, seconds, channels };
  }
  const missing = seconds === null ? LENGTH : "how many channels it has";
  return {
    analysis: "unsupported",
    analysisDetail: `the bytes do not state ${missing}`,
    seconds,
    channels,
  };
}

const withoutFacts = (analysis: AudioFacts["analysis"], analysisDetail: string): AudioFacts => ({
  analysis,
  analysisDetail,
  seconds: null,
  channels: null,
});
