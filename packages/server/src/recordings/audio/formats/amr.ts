import type { ByteReader } from "../byte-reader.js";
import { type FormatFacts, withoutFacts } from "./format.js";

/** The bytes of a frame by its type, with its header (RFC 4867, section 5.3). */
const NARROW_BYTES = [13, 14, 16, 18, 20, 21, 27, 32, 6, 1, 1, 1, 1, 1, 1, 1];
const WIDE_BYTES = [18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 1, 1, 1, 1, 1, 1];
const FRAME_SECONDS = 0.02;

const MAGICS: Readonly<Record<string, { wide: boolean; multichannel: boolean }>> = {
  "#!AMR\n": { wide: false, multichannel: false },
  "#!AMR-WB\n": { wide: true, multichannel: false },
  "#!AMR_MC1.0\n": { wide: false, multichannel: true },
  "#!AMR-WB_MC1.0\n": { wide: true, multichannel: true },
};

/** Reads the storage format of AMR and AMR-WB (RFC 4867, section 5). */
export async function readAmr(reader: ByteReader): Promise<FormatFacts> {
  const head = (await reader.at(0, 16)).toString("latin1");
  const magic = Object.keys(MAGICS).find((text) => head.startsWith(text));
  if (!magic) return withoutFacts("audio/AMR", "the file has no AMR header");
  const { wide, multichannel } = MAGICS[magic]!;
  const type = wide ? "audio/AMR-WB" : "audio/AMR";
  let position = magic.length;
  let channels = 1;
  if (multichannel) {
    channels = ((await reader.at(position, 4))[3] ?? 0) & 15;
    position += 4;
  }
  if (channels === 0) return withoutFacts(type, "the header states no channels");
  const sizes = wide ? WIDE_BYTES : NARROW_BYTES;
  let frames = 0;
  while (position < reader.size) {
    const [first] = await reader.at(position, 1);
    position += sizes[(first! >> 3) & 15]!;
    if (position <= reader.size) frames += 1;
  }
  return { type, seconds: Math.floor(frames / channels) * FRAME_SECONDS, channels };
}
