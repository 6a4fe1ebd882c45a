/** A table for a cyclic redundancy check that starts with the highest bit. */
function tableOf(bits: number, polynomial: number): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = (byte << (bits - 8)) >>> 0;
    for (let bit = 0; bit < 8; bit++) {
      const carries = value & (1 << (bits - 1));
      value = ((value << 1) ^ (carries ? polynomial : 0)) >>> 0;
    }
    return bits === 32 ? value : value & (2 ** bits - 1);
  });
}

const TABLE_8 = tableOf(8, 0x07);
const TABLE_16 = tableOf(16, 0x8005);
const TABLE_32 = tableOf(32, 0x04c11db7);

/** The checksum of the header of a FLAC frame. */
export const crc8 = (bytes: Uint8Array): number =>
  bytes.reduce((value, byte) => TABLE_8[value ^ byte]!, 0);

/**
 * The checksum of a FLAC frame: 0 over a frame that includes its checksum. `previous` is the
 * checksum of the bytes before, which this one continues.
 */
export function crc16(bytes: Uint8Array, start: number, end: number, previous = 0): number {
  let value = previous;
  for (let at = start; at < end; at++) {
    value = ((value << 8) & 0xffff) ^ TABLE_16[(value >> 8) ^ bytes[at]!]!;
  }
  return value;
}

/** The checksum of an Ogg page. `previous` continues that of the bytes before. */
export function crc32(bytes: Uint8Array, previous = 0): number {
  let value = previous;
  for (let at = 0; at < bytes.length; at++) {
    value = (value << 8) ^ TABLE_32[((value >>> 24) ^ bytes[at]!) & 0xff]!;
  }
  return value >>> 0;
}
