import parseRange from "range-parser";
import type { ByteRange } from "../recordings/port.js";

/**
 * The range that a request asks for: undefined for the whole, "unsatisfiable" where the size has
 * none of it. Of several ranges, and where `If-Range` names another version, the whole is due.
 * RFC 9110, section 14.
 */
export function requestedRange(
  headers: { range?: string | undefined; "if-range"?: string | string[] | undefined },
  size: number,
  etag: string,
): ByteRange | "unsatisfiable" | undefined {
  const ifRange = headers["if-range"];
  if (!headers.range || (ifRange !== undefined && ifRange !== etag)) return undefined;
  const ranges = parseRange(size, headers.range);
  if (ranges === -1) return "unsatisfiable";
  if (ranges === -2 || ranges.type !== "bytes" || ranges.length !== 1) return undefined;
  return ranges[0];
}
