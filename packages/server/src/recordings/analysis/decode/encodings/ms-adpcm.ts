/** The pairs of coefficients that all files have. */
const COEFFICIENTS = [
  [256, 0],
  [512, -256],
  [0, 0],
  [192, 64],
  [240, 0],
  [460, -208],
  [392, -232],
] as const;
/** The factors by which the step changes after each code, in 256ths. */
const ADAPTATION = [230, 230, 230, 230, 307, 409, 512, 614, 768, 614, 512, 409, 307, 230, 230, 230];
const MIN_STEP = 16;
/** Steps of damaged blocks grow without a limit. */
const MAX_STEP = 2 ** 20;

/** Decodes a block of Microsoft ADPCM. Its header has the first two samples of each channel. */
export function decodeMsAdpcm(block: Buffer, target: readonly Float32Array[]): void {
  const channels = target.length;
  for (const [channel, samples] of target.entries()) {
    const [first, second] = COEFFICIENTS[block[channel]!] ?? COEFFICIENTS[0];
    const field = (number: number) => block.readInt16LE(channels * (1 + 2 * number) + 2 * channel);
    let step = field(0);
    let last = field(1);
    let previous = field(2);
    samples[0] = previous / 2 ** 15;
    if (samples.length > 1) samples[1] = last / 2 ** 15;
    for (let at = 2; at < samples.length; at++) {
      const number = (at - 2) * channels + channel;
      const byte = block[7 * channels + (number >> 1)]!;
      const code = number % 2 === 0 ? byte >> 4 : byte & 15;
      const signed = code < 8 ? code : code - 16;
      const predicted = Math.trunc((last * first + previous * second) / 256);
      previous = last;
      last = Math.max(-0x8000, Math.min(0x7fff, predicted + signed * step));
      step = Math.max(MIN_STEP, Math.min(MAX_STEP, (ADAPTATION[code]! * step) >> 8));
      samples[at] = last / 2 ** 15;
    }
  }
}
