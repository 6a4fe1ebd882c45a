import type { FormatName } from "../sniff.js";
import { readAc3 } from "./ac3.js";
import { readAdts } from "./adts.js";
import { readAiff } from "./aiff.js";
import { readAmr } from "./amr.js";
import { readAsf } from "./asf.js";
import { readAu } from "./au.js";
import { readCaf } from "./caf.js";
import { readFlac } from "./flac.js";
import type { Format } from "./format.js";
import { readLatm } from "./latm.js";
import { readMatroska } from "./matroska.js";
import { readMp4 } from "./mp4.js";
import { readMpeg } from "./mpeg.js";
import { readOgg } from "./ogg.js";
import { readRiff } from "./riff.js";
import { readW64 } from "./w64.js";

/** The reader of each format, and the media type unless the reader finds a more precise one. */
export const FORMATS: Readonly<Record<FormatName, Format>> = {
  riff: { type: "audio/wav", read: readRiff },
  w64: { type: "audio/x-w64", read: readW64 },
  aiff: { type: "audio/aiff", read: readAiff },
  au: { type: "audio/basic", read: readAu },
  caf: { type: "audio/x-caf", read: readCaf },
  flac: { type: "audio/flac", read: readFlac },
  ogg: { type: "audio/ogg", read: readOgg },
  amr: { type: "audio/AMR", read: readAmr },
  mp4: { type: "audio/mp4", relatives: /\/(mp4|x-m4[av]|m4a|quicktime|3gpp2?)\b/, read: readMp4 },
  matroska: { type: "audio/matroska", relatives: /\/(webm|(x-)?matroska)\b/, read: readMatroska },
  asf: { type: "audio/x-ms-wma", read: readAsf },
  mpeg: { type: "audio/mpeg", read: readMpeg },
  adts: { type: "audio/aac", read: readAdts },
  latm: { type: "audio/MP4A-LATM", read: readLatm },
  ac3: { type: "audio/ac3", read: readAc3 },
};
