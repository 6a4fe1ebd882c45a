import { BitReader } from "./bit-reader.js";

/** The configuration begins with the length of a frame; QuickTime puts an atom header before it. */
export function alacFrameSamples(configuration: Buffer): number | undefined {
  const at = configuration.toString("latin1", 4, 8) === "frma" ? 24 : 0;
  return configuration.length >= at + 4 ? configuration.readUInt32BE(at) : undefined;
}

/** The samples of an Apple Lossless frame. Only a shorter frame states its length. */
export function alacSamples(frame: Buffer, usual: number): number {
  const bits = new BitReader(frame.subarray(0, 8));
  bits.skip(3 + 4 + 12);
  const isShorter = bits.read(1) === 1;
  bits.skip(3);
  return isShorter ? Math.min(usual, bits.read(32)) : usual;
}
