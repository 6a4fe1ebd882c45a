import { parse } from "content-type";

/** An encoding of audio without a header. */
interface Encoding {
  readonly bits: number;
  /** The samples per second if the type has no `rate` parameter; undefined if that is required. */
  readonly rate: number | undefined;
  /** Whether the `rate` parameter is the RTP clock rate, which is not the sample rate. */
  readonly hasFixedRate?: boolean;
}

const G711: Encoding = { bits: 8, rate: 8_000 };
const g726 = (bits: number): Encoding => ({ bits, rate: 8_000, hasFixedRate: true });
const G722: Encoding = { bits: 4, rate: 16_000, hasFixedRate: true };

/** By subtype in lower case (RFC 3551, RFC 4856, RFC 2046). */
const ENCODINGS: Readonly<Record<string, Encoding>> = {
  pcmu: G711,
  ulaw: G711,
  "x-ulaw": G711,
  "x-mulaw": G711,
  basic: G711,
  pcma: G711,
  alaw: G711,
  "x-alaw": G711,
  l8: { bits: 8, rate: undefined },
  l16: { bits: 16, rate: undefined },
  l20: { bits: 20, rate: undefined },
  l24: { bits: 24, rate: undefined },
  g722: G722,
  "x-g722": G722,
  "g726-16": g726(2),
  "g726-24": g726(3),
  "g726-32": g726(4),
  "32kadpcm": g726(4),
  "g726-40": g726(5),
};

const GSM = new Set(["gsm", "x-gsm"]);
const GSM_FRAME = { bytes: 33, seconds: 0.02 };

/** Other types without a header, whose frames or samples vary in size. */
const OTHERS =
  /^(x-)?(pcm|pcm[au]-wb|g7\d+[\w-]*|gsm-[\w-]+|dvi4|lpc|vdvi|vox|adpcm|bv16|bv32|silk|evs|ilbc)$/;

/** The types of files by extension, in lower case. Those of Asterisk and SoX. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  ...typesFor("audio/PCMU", "ulaw", "ul", "mulaw", "pcmu"),
  ...typesFor("audio/PCMA", "alaw", "al", "pcma"),
  ...typesFor("audio/GSM", "gsm"),
  ...typesFor("audio/G722", "g722"),
  ...typesFor("audio/G726-16", "g726-16"),
  ...typesFor("audio/G726-24", "g726-24"),
  ...typesFor("audio/G726-32", "g726-32"),
  ...typesFor("audio/G726-40", "g726-40"),
  ...linear(8_000, "sln", "sln8"),
  ...linear(12_000, "sln12"),
  ...linear(16_000, "sln16"),
  ...linear(24_000, "sln24"),
  ...linear(32_000, "sln32"),
  ...linear(44_100, "sln44"),
  ...linear(48_000, "sln48"),
  ...linear(96_000, "sln96"),
  ...linear(192_000, "sln192"),
};

function typesFor(type: string, ...extensions: string[]): Record<string, string> {
  return Object.fromEntries(extensions.map((extension) => [extension, type]));
}

function linear(rate: number, ...extensions: string[]): Record<string, string> {
  return typesFor(`audio/L16; channels=1; rate=${rate}`, ...extensions);
}

/** The type of audio without a header, by the extension of a file name. */
export function rawTypeOfName(name: string): string | undefined {
  const extension = /\.([\w-]+)$/.exec(name)?.[1]?.toLowerCase();
  return extension !== undefined && Object.hasOwn(EXTENSIONS, extension)
    ? EXTENSIONS[extension]
    : undefined;
}

/** What the client states about a recording. If the bytes differ, they take precedence. */
export interface Claims {
  /** The declared media type. */
  readonly type: string | undefined;
  /** The name of the recording, whose extension may be that of audio without a header. */
  readonly name: string;
}

/** The type of audio without a header, from the declared type or else the extension of the name. */
export function rawTypeOf({ type, name }: Claims): string | undefined {
  if (type !== undefined) return isRawType(type) ? type : undefined;
  return rawTypeOfName(name);
}

/** Whether files of a media type have no header. */
export function isRawType(type: string): boolean {
  const subtype = subtypeOf(type);
  return Object.hasOwn(ENCODINGS, subtype) || GSM.has(subtype) || OTHERS.test(subtype);
}

const subtypeOf = (type: string): string =>
  type
    .split(";")[0]!
    .trim()
    .toLowerCase()
    .replace(/^audio\//, "");

/** The encoding, the samples and the channels that a media type states. */
export interface RawFormat {
  /** In lower case, without `audio/`. */
  readonly subtype: string;
  readonly bits: number;
  readonly channels: number;
  /** NaN if a required `rate` parameter is missing. */
  readonly rate: number;
}

/** Undefined if samples of the type differ in size, or are in frames. */
export function parseRawType(type: string): RawFormat | undefined {
  const subtype = subtypeOf(type);
  const encoding = Object.hasOwn(ENCODINGS, subtype) ? ENCODINGS[subtype] : undefined;
  if (!encoding) return undefined;
  const { parameters } = parse(type);
  const rate = encoding.hasFixedRate ? encoding.rate : (parameters.rate ?? encoding.rate);
  return {
    subtype,
    bits: encoding.bits,
    channels: Number(parameters.channels ?? 1),
    rate: Number(rate),
  };
}

export const isGsmType = (type: string): boolean => GSM.has(subtypeOf(type));

/** The facts that follow from the size and the media type. */
export function rawFacts(
  type: string,
  bytes: number,
): { seconds: number | null; channels: number | null; reason?: string } {
  if (isGsmType(type)) {
    return { seconds: Math.floor(bytes / GSM_FRAME.bytes) * GSM_FRAME.seconds, channels: 1 };
  }
  const format = parseRawType(type);
  if (!format) {
    const reason = `${type} has no header that states the duration`;
    return { seconds: null, channels: null, reason };
  }
  const { bits, channels, rate } = format;
  if (!rate) {
    const reason = `${type} needs a rate parameter, such as ${type}; rate=8000`;
    return { seconds: null, channels, reason };
  }
  const samples = Math.floor((bytes * 8) / (bits * channels));
  return { seconds: samples / rate, channels };
}
