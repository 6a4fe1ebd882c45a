/** Opus is decoded at this rate, whatever the rate of the source. */
export const OPUS_RATE = 48_000;
const MAX_SAMPLES = 5_760;

/** The samples of an Opus packet (RFC 6716, section 3.1); 0 if it is not valid. */
export function opusSamples(packet: Uint8Array): number {
  const [first, second = 0] = packet;
  if (first === undefined) return 0;
  const config = first >> 3;
  const code = first & 3;
  const frames = code === 0 ? 1 : code === 3 ? second & 0x3f : 2;
  const samples = frames * frameSamples(config);
  return samples <= MAX_SAMPLES ? samples : 0;
}

function frameSamples(config: number): number {
  if (config < 12) return [480, 960, 1_920, 2_880][config & 3]!;
  return config < 16 ? [480, 960][config & 1]! : [120, 240, 480, 960][config & 3]!;
}
