import type { ByteReader } from "../../../audio/byte-reader.js";
import { boxesIn } from "../../../audio/formats/mp4-boxes.js";
import { readTracks } from "../../../audio/formats/mp4-track.js";

/** The names of codecs, by their sample entries. */
const NAMES: Readonly<Record<string, string>> = {
  mp4a: "AAC",
  alac: "ALAC",
  Opus: "Opus",
  fLaC: "FLAC",
  "ac-3": "AC-3",
  "ec-3": "E-AC-3",
  samr: "AMR",
  sawb: "AMR-WB",
  sevc: "EVRC",
  sqcp: "QCELP",
};

/** What an MP4 file contains, such as `AAC in MP4`. */
export async function mp4CodecName(reader: ByteReader): Promise<string> {
  for await (const box of boxesIn(reader, 0, reader.size)) {
    if (box.name !== "moov") continue;
    const audio = (await readTracks(reader, box)).find(({ kind }) => kind === "audio");
    const codec = audio?.codec;
    if (!codec) break;
    const name = codec.isMpeg ? "MP3" : (NAMES[codec.name] ?? JSON.stringify(codec.name));
    return `${name} in MP4`;
  }
  return "MP4";
}
