import type { OggPage } from "../../../audio/formats/ogg-page.js";
import { LIMITS } from "../limits.js";

/** Joins the packets of a stream, which may continue on later pages. */
export class OggPackets {
  /** The first parts of a packet; undefined if the start of the packet is missing. */
  #parts: Buffer[] | undefined = [];
  #bytes = 0;
  #sequence: number | undefined;

  /** Whether a packet has begun and not ended. */
  get isOpen(): boolean {
    return this.#bytes > 0;
  }

  /** The packets that end on a page. */
  add({ sequence, isContinued, segments, data }: OggPage): Buffer[] {
    const isNext = this.#sequence === undefined || sequence === this.#sequence + 1;
    this.#sequence = sequence;
    if (!isContinued) this.#begin([]);
    else if (!isNext || !this.isOpen) this.#begin(undefined);
    const packets: Buffer[] = [];
    let start = 0;
    let end = 0;
    for (const segment of segments) {
      end += segment;
      if (segment === 255) continue;
      this.#append(data.subarray(start, end));
      if (this.#parts) packets.push(Buffer.concat(this.#parts));
      this.#begin([]);
      start = end;
    }
    if (end > start) this.#append(data.subarray(start, end));
    return packets;
  }

  #begin(parts: Buffer[] | undefined): void {
    this.#parts = parts;
    this.#bytes = 0;
  }

  #append(part: Buffer): void {
    this.#bytes += part.length;
    if (this.#bytes > LIMITS.packetBytes) this.#parts = undefined;
    this.#parts?.push(part);
  }
}
