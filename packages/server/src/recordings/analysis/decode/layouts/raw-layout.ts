import type { ByteReader } from "../../../audio/byte-reader.js";
import { type Claims, isGsmType, parseRawType } from "../../../audio/raw-audio.js";
import { integers, type SampleEncoding } from "../encodings/pcm.js";
import { UnsupportedAudioError } from "../errors.js";
import type { FixedRatioLayout } from "../fixed-ratio.js";
import { checkFormat } from "../limits.js";
import { blockLayout, sampleLayout } from "./layout.js";

const G711: Readonly<Record<string, SampleEncoding>> = {
  pcmu: "ulaw",
  ulaw: "ulaw",
  "x-ulaw": "ulaw",
  "x-mulaw": "ulaw",
  basic: "ulaw",
  pcma: "alaw",
  alaw: "alaw",
  "x-alaw": "alaw",
  l8: "u8",
};
const LINEAR = /^l(16|24)$/;

/** The layout of audio without a header, from its media type. */
export async function rawLayout(
  reader: ByteReader,
  type: string,
  claims: Claims,
): Promise<FixedRatioLayout> {
  const data = { start: 0, end: reader.size, declaredEnd: undefined };
  if (isGsmType(type)) {
    const format = { channels: 1, sampleRate: 8_000, data };
    return blockLayout({ ...format, encoding: "gsm", blockBytes: 33, blockFrames: 160 });
  }
  const format = parseRawType(type);
  const isLinear = format !== undefined && LINEAR.test(format.subtype);
  if (!format || !(isLinear || Object.hasOwn(G711, format.subtype))) {
    throw new UnsupportedAudioError(`${type} can't be decoded`);
  }
  const { subtype, bits, channels, rate: sampleRate } = format;
  if (!sampleRate) {
    throw new UnsupportedAudioError(`${type} needs a rate parameter, such as ${type}; rate=8000`);
  }
  checkFormat(channels, sampleRate);
  const encoding = isLinear
    ? await linearEncoding(reader, bits, channels, claims.type !== undefined)
    : G711[subtype]!;
  return sampleLayout(encoding, { channels, sampleRate, data });
}

/** How many places of a file are checked, because parts of it may be silent. */
const PLACES = 8;
const PLACE_FRAMES = 2_000;

/**
 * L16 is big-endian (RFC 3551), but many programs declare little-endian samples as L16. In the wrong order,
 * neighbouring samples are far apart.
 */
async function linearEncoding(
  reader: ByteReader,
  bits: number,
  channels: number,
  isDeclared: boolean,
): Promise<SampleEncoding> {
  const frameBytes = (bits / 8) * channels;
  const frames = Math.floor(reader.size / frameBytes);
  const distances = { little: 0, big: 0 };
  for (let place = 0; place < PLACES; place++) {
    const start = Math.floor((place * frames) / PLACES) * frameBytes;
    const bytes = await reader.at(start, PLACE_FRAMES * frameBytes);
    for (let at = frameBytes; at + bits / 8 <= bytes.length; at += frameBytes) {
      const [before, size] = [at - frameBytes, bits / 8];
      distances.little += Math.abs(bytes.readIntLE(at, size) - bytes.readIntLE(before, size));
      distances.big += Math.abs(bytes.readIntBE(at, size) - bytes.readIntBE(before, size));
    }
  }
  const isBigEndian =
    distances.little === distances.big ? isDeclared : distances.big < distances.little;
  return integers(bits, isBigEndian)!;
}
