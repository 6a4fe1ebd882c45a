import type { ByteReader } from "../byte-reader.js";
import { crc32 } from "./crc.js";

const HEADER_BYTES = 27;
const MAX_SEGMENTS = 255;
const CHECKSUM = { start: 22, end: 26 };
const CONTINUED = 1;
const FIRST = 2;
const LAST = 4;
const NO_CHECKSUM = Buffer.alloc(4);
/** The position of a page on which no packet ends. */
const NO_GRANULE = 2n ** 64n - 1n;

/** A page of an Ogg stream (RFC 3533). */
export interface OggPage {
  readonly serial: number;
  readonly sequence: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Whether the first packet began on an earlier page. */
  readonly isContinued: boolean;
  /** The position after the last packet that ends on this page; undefined if none does. */
  readonly granule: number | undefined;
  readonly start: number;
  /** Where the next page starts. */
  readonly end: number;
  readonly segments: Buffer;
  readonly data: Buffer;
}

/** The page at a position. Undefined if there is none, or if it is incomplete or damaged. */
export async function oggPageAt(reader: ByteReader, start: number): Promise<OggPage | undefined> {
  const header = await reader.at(start, HEADER_BYTES + MAX_SEGMENTS);
  if (header.length < HEADER_BYTES || header.toString("latin1", 0, 4) !== "OggS") return undefined;
  const segments = header.subarray(HEADER_BYTES, HEADER_BYTES + header[26]!);
  const length = HEADER_BYTES + segments.length + sum(segments);
  const page = await reader.at(start, length);
  if (segments.length !== header[26] || page.length < length) return undefined;
  if (checksumOf(page) !== page.readUInt32LE(CHECKSUM.start)) return undefined;
  const flags = page[5]!;
  const granule = page.readBigUInt64LE(6);
  return {
    serial: page.readUInt32LE(14),
    sequence: page.readUInt32LE(18),
    isFirst: (flags & FIRST) !== 0,
    isLast: (flags & LAST) !== 0,
    isContinued: (flags & CONTINUED) !== 0,
    granule: granule === NO_GRANULE ? undefined : Number(granule),
    start,
    end: start + length,
    segments,
    data: page.subarray(HEADER_BYTES + segments.length),
  };
}

function sum(segments: Buffer): number {
  let total = 0;
  for (const segment of segments) total += segment;
  return total;
}

function checksumOf(page: Buffer): number {
  const before = crc32(page.subarray(0, CHECKSUM.start));
  return crc32(page.subarray(CHECKSUM.end), crc32(NO_CHECKSUM, before));
}

const SEARCH_BYTES = 64 * 1024;

/** The first complete page at or after a position. */
export async function nextOggPage(
  reader: ByteReader,
  from: number,
  to: number = reader.size,
): Promise<OggPage | undefined> {
  for (let position = from; position < to; ) {
    const block = await reader.at(position, SEARCH_BYTES);
    let at = block.indexOf("OggS");
    for (; at >= 0 && position + at < to; at = block.indexOf("OggS", at + 1)) {
      const page = await oggPageAt(reader, position + at);
      if (page) return page;
    }
    // The name of a page may begin in this block.
    position += Math.max(1, block.length - 3);
  }
  return undefined;
}

/** The packets that begin on a page, or their first bytes if they end on a later one. */
export function packetsOf({ segments, data, isContinued }: OggPage): Buffer[] {
  const packets: Buffer[] = [];
  let start = 0;
  let end = 0;
  let isWhole = !isContinued;
  for (const [index, segment] of segments.entries()) {
    end += segment;
    if (segment === 255 && index < segments.length - 1) continue;
    if (isWhole) packets.push(data.subarray(start, end));
    start = end;
    isWhole = true;
  }
  return packets;
}
