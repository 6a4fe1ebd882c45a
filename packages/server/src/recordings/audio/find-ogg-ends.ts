import type { Bytes, Span } from "./bytes.js";

const HEADER_BYTES = 27;
const MAX_SEGMENTS = 255;
const CAPTURE_PATTERN = "OggS";
const LAST_PAGE_FLAG = 4;

/** All headers are in the first pages. */
const HEAD_BYTES = 1024 ** 2;
/** Room for several pages of the largest size, which is 64 KiB. */
const TAIL_BYTES = 512 * 1024;

interface OggPage {
  readonly serial: number;
  readonly isLast: boolean;
  /** Where the next page starts. */
  readonly end: number;
}

/**
 * Finds the first and the last pages of a large Ogg file. The first pages state the format, and the last
 * page states the duration. Undefined if they are not pages of the same streams.
 */
export async function findOggEnds(bytes: Bytes): Promise<Span[] | undefined> {
  let headEnd = 0;
  const serials = new Set<number>();
  while (headEnd < HEAD_BYTES) {
    const page = await pageAt(bytes, headEnd);
    // Another stream may follow the last page of a stream, and would add to the duration.
    if (!page || page.isLast) return undefined;
    serials.add(page.serial);
    headEnd = page.end;
  }
  const tailStart = await findLastPages(bytes, bytes.size - TAIL_BYTES, serials);
  return tailStart === undefined
    ? undefined
    : [
        { start: 0, end: headEnd },
        { start: tailStart, end: bytes.size },
      ];
}

/** The position after which the file consists only of pages of these streams. */
async function findLastPages(
  bytes: Bytes,
  from: number,
  serials: ReadonlySet<number>,
): Promise<number | undefined> {
  const tail = Buffer.alloc(bytes.size - from);
  await bytes.copy(tail, from);
  const nextCapture = (start: number) => tail.indexOf(CAPTURE_PATTERN, start);
  for (let start = nextCapture(0); start >= 0; start = nextCapture(start + 1)) {
    let position = from + start;
    while (position < bytes.size) {
      const page = await pageAt(bytes, position);
      if (!page || !serials.has(page.serial)) break;
      position = page.end;
    }
    // The last page may be incomplete if the recorder was stopped.
    if (position >= bytes.size) return from + start;
  }
  return undefined;
}

async function pageAt(bytes: Bytes, position: number): Promise<OggPage | undefined> {
  const header = Buffer.alloc(HEADER_BYTES + MAX_SEGMENTS);
  const read = await bytes.copy(header, position);
  if (read < HEADER_BYTES || header.toString("latin1", 0, 4) !== CAPTURE_PATTERN) return undefined;
  const segments = header.subarray(HEADER_BYTES, HEADER_BYTES + header[26]!);
  const size = segments.reduce((sum, segment) => sum + segment, 0);
  return {
    serial: header.readUInt32LE(14),
    isLast: (header[5]! & LAST_PAGE_FLAG) !== 0,
    end: position + HEADER_BYTES + segments.length + size,
  };
}
