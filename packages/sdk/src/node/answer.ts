/** What a server says of a recording, and so what tells one version of it from another. */
export interface Version {
  /** A strong entity tag. */
  readonly etag: string | undefined;
  /** Its size. */
  readonly total: number | undefined;
  readonly type: string;
}

/** What an answer brings: the bytes from `start`, up to but not including `end` where it tells. */
export interface Answer {
  readonly version: Version;
  readonly start: number;
  readonly end: number | undefined;
}

/** A strong entity tag; a weak one does not promise the same bytes. */
export const STRONG_TAG = /^"[^"\r\n]*"$/;

const CONTENT_RANGE = /^bytes (\d+)-(\d+)\/(\d+)$/i;

/** Parses a length or a position in a recording; `NaN` if it is not a safe whole number. */
function readNumber(text: string): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : Number.NaN;
}

/** Reads the head of a 200 or 206; `undefined` for a part that does not say which one it is. */
export function readAnswer({ status, headers }: Response): Answer | undefined {
  const tag = headers.get("etag") ?? "";
  const etag = STRONG_TAG.test(tag) ? tag : undefined;
  const type = headers.get("content-type") || "application/octet-stream";
  // What was packed for the way has another length than what comes out, and ranges of its own.
  const packed = !/^(identity)?$/i.test(headers.get("content-encoding") ?? "");
  if (status !== 206) {
    const length = readNumber(headers.get("content-length") ?? "");
    const total = packed || Number.isNaN(length) ? undefined : length;
    return { version: { etag, total, type }, start: 0, end: total };
  }
  const range = CONTENT_RANGE.exec(headers.get("content-range") ?? "");
  if (!range || packed) return undefined;
  const [start, last, total] = range.slice(1).map(readNumber) as [number, number, number];
  // Also false if one of them is NaN.
  if (!(start <= last && last < total)) return undefined;
  return { version: { etag, total, type }, start, end: last + 1 };
}

/**
 * The SHA-256 that an answer names for the whole recording, in hex: `Repr-Digest` (RFC 9530), else
 * an entity tag that is one, as our service's is. The platform's tags are its own affair.
 * @param ours whether the server may be our service
 */
export function promisedSha256({ headers }: Response, ours: boolean): string | undefined {
  const [, digest] =
    /(?:^|,)\s*sha-256=:([\w+/]{43}=):/.exec(headers.get("repr-digest") ?? "") ?? [];
  if (digest) return Buffer.from(digest, "base64").toString("hex");
  const [, tag] = /^"([\da-f]{64})"$/.exec(headers.get("etag") ?? "") ?? [];
  return ours ? tag : undefined;
}
