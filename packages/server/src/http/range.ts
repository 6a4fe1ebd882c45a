import type { ByteRange } from "../blobs/port.js";

const ONE_RANGE = /^bytes=\s*(\d*)\s*-\s*(\d*)\s*$/i;

/**
 * The range that a request asks for (RFC 9110, section 14): undefined for all bytes, "unsatisfiable" for
 * a range beyond the end. A request for several ranges, or whose `If-Range` names another version, gets
 * all bytes.
 */
export function requestedRange(
  headers: { range?: string | undefined; "if-range"?: string | string[] | undefined },
  size: number,
  etag: string,
): ByteRange | "unsatisfiable" | undefined {
  const ifRange = headers["if-range"];
  if (!headers.range || (ifRange !== undefined && ifRange !== etag)) return undefined;
  const [, first, last] = ONE_RANGE.exec(headers.range) ?? [];
  if (!first && !last) return undefined;
  // Without a first byte, the last number counts from the end.
  const start = first ? Number(first) : Math.max(0, size - Number(last));
  const end = first && last ? Number(last) : size - 1;
  if (first && last && end < start) return undefined;
  return start < size ? { start, end: Math.min(end, size - 1) } : "unsatisfiable";
}
