/** Reads big-endian fields of any number of bits. Bits after the end are 0. */
export class BitReader {
  #position = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** The bits that are left; negative if more were read. */
  get left(): number {
    return this.bytes.length * 8 - this.#position;
  }

  /** Up to 32 bits. */
  read(bits: number): number {
    let value = 0;
    for (let left = bits; left > 0; ) {
      const inByte = 8 - (this.#position % 8);
      const taken = Math.min(inByte, left);
      const byte = this.bytes[this.#position >> 3] ?? 0;
      value = value * 2 ** taken + ((byte >> (inByte - taken)) & ((1 << taken) - 1));
      this.#position += taken;
      left -= taken;
    }
    return value;
  }

  skip(bits: number): void {
    this.#position += bits;
  }

  /** Moves to the next multiple of eight bits. */
  align(): void {
    this.#position = Math.ceil(this.#position / 8) * 8;
  }
}
