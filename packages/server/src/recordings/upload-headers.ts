import type { IncomingHttpHeaders } from "node:http";
import { InvalidInputError } from "../errors.js";
import { HttpError } from "../http/http-error.js";
import type { ExpectedChecksum } from "./checksums.js";
import { parseRecordingType } from "./media-type.js";

/** What the headers of an upload state about its bytes. */
export interface UploadHeaders {
  /** The media type; undefined to have it detected. */
  readonly type: string | undefined;
  readonly checksums: readonly ExpectedChecksum[];
  /** The number of bytes; undefined if they are sent in chunks. */
  readonly length: number | undefined;
}

const DIGEST_BYTES = { md5: 16, sha256: 32 };
const DIGEST = /(?<![\w-])(sha-256|md5)=:?([A-Za-z0-9+/]+=*):?/gi;

/** Throws an `InvalidInputError` for a header that is invalid, and a 400 for a partial upload. */
export function readUploadHeaders(headers: IncomingHttpHeaders): UploadHeaders {
  const type = declaredType(headers["content-type"]);
  if (headers["content-range"] !== undefined) {
    // RFC 9110, section 14.5: a part would be mistaken for the whole recording and replace it.
    throw new HttpError(
      400,
      "partial uploads are not supported; send the whole recording without Content-Range",
    );
  }
  const length = headers["content-length"];
  return {
    type,
    checksums: expectedChecksums(headers),
    length: length === undefined ? undefined : Number(length),
  };
}

/**
 * The media type that a Content-Type header declares; undefined if it is absent or is
 * `application/octet-stream`. Throws an `InvalidInputError` for a type that a recording can't have.
 */
export function declaredType(header: string | undefined): string | undefined {
  const value = header?.trim();
  if (!value) return undefined;
  const parsed = parseRecordingType(value);
  if ("error" in parsed) throw InvalidInputError.at(["header", "content-type"], parsed.error);
  return parsed.type;
}

/**
 * The checksums in the headers `X-Content-SHA256` (hexadecimal), `Content-MD5` (RFC 1864), `Digest`
 * (RFC 3230), `Content-Digest` and `Repr-Digest` (RFC 9530).
 */
export function expectedChecksums(headers: IncomingHttpHeaders): ExpectedChecksum[] {
  const expected: ExpectedChecksum[] = [];
  const add = (header: string, algorithm: ExpectedChecksum["algorithm"], digest: Buffer) => {
    const loc = ["header", header];
    if (digest.length !== DIGEST_BYTES[algorithm]) {
      throw InvalidInputError.at(loc, `is not a valid ${algorithm} checksum`, "checksum");
    }
    expected.push({ loc, algorithm, digest });
  };
  const text = (header: string) => headers[header]?.toString().trim();
  const hex = text("x-content-sha256");
  if (hex !== undefined) add("x-content-sha256", "sha256", fromHex(hex));
  const md5 = text("content-md5");
  if (md5 !== undefined) add("content-md5", "md5", Buffer.from(md5, "base64"));
  for (const header of ["digest", "content-digest", "repr-digest"]) {
    const before = expected.length;
    for (const [, name, value] of (text(header) ?? "").matchAll(DIGEST)) {
      add(header, name!.toLowerCase() === "md5" ? "md5" : "sha256", Buffer.from(value!, "base64"));
    }
    if (headers[header] !== undefined && expected.length === before) {
      throw InvalidInputError.at(["header", header], "has no sha-256 and no md5", "checksum");
    }
  }
  return expected;
}

const fromHex = (text: string): Buffer =>
  /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, "hex") : Buffer.alloc(0);
