import type { ByteReader } from "../../audio/byte-reader.js";
import { otherType } from "../../audio/formats/other.js";
import { parseRiff } from "../../audio/formats/riff.js";
import { skipId3v2 } from "../../audio/formats/tags.js";
import { parseW64 } from "../../audio/formats/w64.js";
import { WAVE_MPEG, type WaveFile } from "../../audio/formats/wave-format.js";
import { isText } from "../../audio/is-text.js";
import { type Claims, rawTypeOf } from "../../audio/raw-audio.js";
import { type FormatName, sniff } from "../../audio/sniff.js";
import { DamagedAudioError, UnsupportedAudioError } from "./errors.js";
import type { FixedRatioLayout } from "./fixed-ratio.js";
import { aiffLayout, auLayout, cafLayout } from "./layouts/other-layouts.js";
import { rawLayout } from "./layouts/raw-layout.js";
import { waveLayout } from "./layouts/wave-layout.js";

/** What is decoded: samples at known positions, or a format that is decoded from its start. */
export type Source =
  | { readonly layout: FixedRatioLayout }
  | { readonly format: FormatName; readonly reader: ByteReader };

/**
 * Determines how the bytes of a recording are decoded.
 * @throws UnsupportedAudioError, DamagedAudioError
 */
export async function findSource(whole: ByteReader, claims: Claims): Promise<Source> {
  const offset = await skipId3v2(whole);
  const reader = offset === 0 ? whole : whole.slice(offset, whole.size);
  const rawType = rawTypeOf(claims);
  const format = await sniff(reader, rawType !== undefined);
  if (!format) return { layout: await unmarkedLayout(whole, rawType, claims) };
  const source = await sourceOf(format, reader);
  if (!("layout" in source)) return source;
  return { layout: { ...source.layout, start: source.layout.start + offset } };
}

async function sourceOf(format: FormatName, reader: ByteReader): Promise<Source> {
  switch (format) {
    case "riff":
      return waveSource(await parseRiff(reader), reader);
    case "w64":
      return waveSource(await parseW64(reader), reader);
    case "aiff":
      return { layout: await aiffLayout(reader) };
    case "au":
      return { layout: await auLayout(reader) };
    case "caf":
      return { layout: await cafLayout(reader) };
    default:
      return { format, reader };
  }
}

function waveSource(file: WaveFile, reader: ByteReader): Source {
  const { format, data } = file;
  if (!(format && data && WAVE_MPEG.includes(format.tag))) return { layout: waveLayout(file) };
  return { format: "mpeg", reader: reader.slice(data.start, data.end) };
}

/** The layout of bytes without the signature of a known format. */
async function unmarkedLayout(
  reader: ByteReader,
  rawType: string | undefined,
  claims: Claims,
): Promise<FixedRatioLayout> {
  const other = await otherType(reader);
  if (other !== undefined) throw new UnsupportedAudioError(`${other} can't be decoded`);
  if (await isText(reader)) throw new DamagedAudioError("the bytes are text, which is not audio");
  if (rawType !== undefined) return rawLayout(reader, rawType, claims);
  throw new UnsupportedAudioError("the bytes are not audio of a known format");
}
