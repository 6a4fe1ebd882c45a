import type { ByteReader } from "../../../audio/byte-reader.js";
import { parseAiff } from "../../../audio/formats/aiff.js";
import { parseAu } from "../../../audio/formats/au.js";
import { parseCaf } from "../../../audio/formats/caf.js";
import { IMA_PACKET } from "../encodings/ima-adpcm.js";
import { floats, integers, type SampleEncoding } from "../encodings/pcm.js";
import { DamagedAudioError, UnsupportedAudioError } from "../errors.js";
import type { FixedRatioLayout } from "../fixed-ratio.js";
import { blockLayout, sampleLayout } from "./layout.js";

const AIFF_ENCODINGS: Readonly<Record<string, SampleEncoding>> = {
  in16: "s16be",
  in24: "s24be",
  in32: "s32be",
  "42n1": "s32le",
  fl32: "f32be",
  fl64: "f64be",
  alaw: "alaw",
  ulaw: "ulaw",
};

export async function aiffLayout(reader: ByteReader): Promise<FixedRatioLayout> {
  const { common, sound: data } = await parseAiff(reader);
  if (!common) throw new DamagedAudioError("the file has no COMM chunk");
  if (!data) throw new DamagedAudioError("the file has no SSND chunk");
  const { channels, rate: sampleRate, bits, compression } = common;
  const format = { channels, sampleRate, data };
  if (compression === "ima4") return imaLayout(format);
  if (compression === "gsm" && channels === 1) {
    return blockLayout({ ...format, encoding: "gsm", blockBytes: 33, blockFrames: 160 });
  }
  const encoding = AIFF_ENCODINGS[compression] ?? linear(compression, bits);
  if (!encoding) throw unsupported(`AIFF-C with the compression ${quoted(compression)}`);
  return sampleLayout(encoding, format);
}

function linear(compression: string, bits: number): SampleEncoding | undefined {
  if (!["none", "twos", "sowt", "raw"].includes(compression)) return undefined;
  if (bits > 0 && bits <= 8) return compression === "raw" ? "u8" : "s8";
  return integers(bits, compression !== "sowt");
}

const imaLayout = (format: Parameters<typeof sampleLayout>[1]): FixedRatioLayout =>
  blockLayout({
    ...format,
    encoding: "ima-packets",
    blockBytes: IMA_PACKET.bytes * format.channels,
    blockFrames: IMA_PACKET.samples,
  });

const AU_BITS: Readonly<Record<number, number>> = { 3: 16, 4: 24, 5: 32, 6: 32, 7: 64 };

export async function auLayout(reader: ByteReader): Promise<FixedRatioLayout> {
  const header = await parseAu(reader);
  if (!header) throw new DamagedAudioError("the header is incomplete");
  const { encoding: number, channels, rate: sampleRate, data, isBigEndian } = header;
  const encoding = auEncoding(number, isBigEndian);
  if (!encoding) throw unsupported(`AU with the encoding ${number}`);
  return sampleLayout(encoding, { channels, sampleRate, data });
}

function auEncoding(number: number, isBigEndian: boolean): SampleEncoding | undefined {
  if (number === 1) return "ulaw";
  if (number === 2) return "s8";
  if (number === 27) return "alaw";
  const bits = AU_BITS[number] ?? 0;
  return number < 6 ? integers(bits, isBigEndian) : floats(bits, isBigEndian);
}

const CAF_FLOAT = 1;
const CAF_LITTLE_ENDIAN = 2;

export async function cafLayout(reader: ByteReader): Promise<FixedRatioLayout> {
  const { description, data } = await parseCaf(reader);
  if (!description) throw new DamagedAudioError("the file has no desc chunk");
  if (!data) throw new DamagedAudioError("the file has no data chunk");
  const { format: name, flags, bits, channels, rate: sampleRate } = description;
  const format = { channels, sampleRate, data };
  if (name === "ima4") return imaLayout(format);
  const encoding = cafEncoding(name, flags, bits);
  if (!encoding) throw unsupported(`CAF with the format ${quoted(name)}, ${bits} bits`);
  return sampleLayout(encoding, format);
}

function cafEncoding(name: string, flags: number, bits: number): SampleEncoding | undefined {
  if (name === "alaw" || name === "ulaw") return name;
  if (name !== "lpcm") return undefined;
  const isBigEndian = (flags & CAF_LITTLE_ENDIAN) === 0;
  if (flags & CAF_FLOAT) return floats(bits, isBigEndian);
  return bits === 8 ? "s8" : integers(bits, isBigEndian);
}

const unsupported = (what: string) => new UnsupportedAudioError(`${what} can't be decoded`);

/** A name from a damaged file may contain control characters. */
const quoted = (name: string): string => JSON.stringify(name.trim());
