/** What a response says about a recording. Two responses with other facts are of other versions. */
export interface RecordingVersion {
  /** A strong entity tag. */
  readonly etag: string | undefined;
  /** The size of the whole recording in bytes. */
  readonly total: number | undefined;
  /** Its media type. */
  readonly type: string;
}

/** The bytes that a response carries: from `start` up to but not including `end`. */
export interface RecordingRange {
  readonly version: RecordingVersion;
  readonly start: number;
  /** `undefined` if the response does not say. */
  readonly end: number | undefined;
}

/** A strong entity tag. A weak one does not promise the same bytes. */
export const STRONG_TAG = /^"[^"\r\n]*"$/;

const CONTENT_RANGE = /^bytes (\d+)-(\d+)\/(\d+)$/i;

/** Parses a length or an offset; `NaN` if it is not a safe whole number. */
function parseNumber(text: string): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : Number.NaN;
}

/** Parses the headers of a 200 or 206; `undefined` for a 206 without a valid `Content-Range`. */
export function parseRange({ status, headers }: Response): RecordingRange | undefined {
  const tag = headers.get("etag") ?? "";
  const etag = STRONG_TAG.test(tag) ? tag : undefined;
  const type = headers.get("content-type") || "application/octet-stream";
  // The length and the ranges of a compressed body are not those of the recording.
  const isCompressed = !/^(identity)?$/i.test(headers.get("content-encoding") ?? "");
  if (status !== 206) {
    const length = parseNumber(headers.get("content-length") ?? "");
    const total = isCompressed || Number.isNaN(length) ? undefined : length;
    return { version: { etag, total, type }, start: 0, end: total };
  }
  const range = CONTENT_RANGE.exec(headers.get("content-range") ?? "");
  if (!range || isCompressed) return undefined;
  const [start, last, total] = range.slice(1).map(parseNumber) as [number, number, number];
  // Also false if one of them is NaN.
  if (!(start <= last && last < total)) return undefined;
  return { version: { etag, total, type }, start, end: last + 1 };
}

/**
 * The SHA-256 of the whole recording that a response declares, in hex: in `Repr-Digest` (RFC 9530)
 * or, unless the server is the platform, at the start of the entity tag of the self-hosted service.
 */
export function declaredSha256(
  { headers }: Response,
  { isPlatform }: { isPlatform: boolean },
): string | undefined {
  const [, digest] =
    /(?:^|,)\s*sha-256=:([\w+/]{43}=):/.exec(headers.get("repr-digest") ?? "") ?? [];
  if (digest) return Buffer.from(digest, "base64").toString("hex");
  const [, tag] = /^"([\da-f]{64})(?:-[\w-]+)?"$/.exec(headers.get("etag") ?? "") ?? [];
  return isPlatform ? undefined : tag;
}
