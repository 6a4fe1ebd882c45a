import type { BitReader } from "./bit-reader.js";

/** Sample rates by index (ISO 14496-3, 1.6.3.3). */
export const AAC_RATES = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
  7_350,
];
const EXPLICIT_RATE = 15;
const EXTENDED_TYPE = 31;
const SBR = 5;
const PARAMETRIC_STEREO = 29;
const SYNC_EXTENSION = 0x2b7;
const PS_EXTENSION = 0x548;
const ER_BSAC = 22;
/** Types whose specific configuration begins with the length of a frame. */
const GENERAL_AUDIO = new Set([1, 2, 3, 4, 6, 7, 17, 19, 20, 21, 22, 23]);
const LOW_DELAY = 23;

/** The configuration of an AAC decoder. */
export interface AacConfig {
  readonly rate: number;
  readonly channels: number | undefined;
  /** The samples of a frame, at `rate`. */
  readonly frameSamples: number;
}

/** Undefined for configurations that the standard reserves. */
export const channelsOfConfiguration = (configuration: number): number | undefined =>
  ({ 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 8, 11: 7, 12: 8, 13: 24, 14: 8 })[configuration];

/** Counts the channels of a program configuration element. */
export function channelsOfProgram(bits: BitReader): number {
  bits.skip(10);
  const counts = [4, 4, 4, 2, 3, 4].map((width) => bits.read(width));
  for (const width of [4, 4, 3]) if (bits.read(1)) bits.skip(width);
  const [front, side, back, lfe] = counts as [number, number, number, number];
  let channels = lfe;
  for (let element = 0; element < front + side + back; element++) {
    channels += bits.read(1) + 1;
    bits.skip(4);
  }
  return channels;
}

/** Parses an `AudioSpecificConfig` (ISO 14496-3, 1.6.2.1). Undefined if it is not valid. */
export function parseAacConfig(bits: BitReader): AacConfig | undefined {
  let type = objectType(bits);
  const rate = rateIn(bits);
  const configuration = bits.read(4);
  let hasParametricStereo = false;
  if (type === SBR || type === PARAMETRIC_STEREO) {
    hasParametricStereo = type === PARAMETRIC_STEREO;
    rateIn(bits);
    type = objectType(bits);
    if (type === ER_BSAC) bits.skip(4);
  }
  if (rate === undefined || rate === 0) return undefined;
  let channels = channelsOfConfiguration(configuration);
  let frameSamples = 1_024;
  if (GENERAL_AUDIO.has(type)) {
    const isShort = bits.read(1) === 1;
    const lengths = type === LOW_DELAY ? [512, 480] : [1_024, 960];
    frameSamples = lengths[isShort ? 1 : 0]!;
    if (bits.read(1)) bits.skip(14);
    bits.skip(1);
    if (configuration === 0) channels = channelsOfProgram(bits);
  }
  hasParametricStereo ||= declaresParametricStereo(bits);
  return { rate, channels: hasParametricStereo && channels === 1 ? 2 : channels, frameSamples };
}

/** Whether the rest declares parametric stereo, in a way that older decoders skip. */
function declaresParametricStereo(bits: BitReader): boolean {
  if (bits.left < 16 || bits.read(11) !== SYNC_EXTENSION) return false;
  if (objectType(bits) !== SBR || bits.read(1) === 0) return false;
  rateIn(bits);
  return bits.left >= 12 && bits.read(11) === PS_EXTENSION && bits.read(1) === 1;
}

function objectType(bits: BitReader): number {
  const type = bits.read(5);
  return type === EXTENDED_TYPE ? 32 + bits.read(6) : type;
}

function rateIn(bits: BitReader): number | undefined {
  const index = bits.read(4);
  return index === EXPLICIT_RATE ? bits.read(24) : AAC_RATES[index];
}
