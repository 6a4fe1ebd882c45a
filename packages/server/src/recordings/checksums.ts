import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { invalid } from "../failure.js";

interface Promised {
  readonly header: string;
  readonly algorithm: "md5" | "sha256";
  readonly digest: Buffer;
}

const LENGTH = { md5: 16, sha256: 32 };
const DIGEST = /(?<![\w-])(sha-256|md5)=:?([A-Za-z0-9+/]+=*):?/gi;

/**
 * The checksums that an upload's headers promise: `X-Content-SHA256` (hexadecimal), `Content-MD5`
 * (RFC 1864), `Digest` (RFC 3230), `Content-Digest` and `Repr-Digest` (RFC 9530).
 */
export function promisedChecksums(headers: IncomingHttpHeaders): Promised[] {
  const promised: Promised[] = [];
  const add = (header: string, algorithm: Promised["algorithm"], digest: Buffer) => {
    if (digest.length !== LENGTH[algorithm]) {
      throw invalid(["header", header], `is no ${algorithm} checksum`, "checksum");
    }
    promised.push({ header, algorithm, digest });
  };
  const text = (header: string) => headers[header]?.toString().trim();
  const hex = text("x-content-sha256");
  if (hex !== undefined) add("x-content-sha256", "sha256", fromHex(hex));
  const md5 = text("content-md5");
  if (md5 !== undefined) add("content-md5", "md5", Buffer.from(md5, "base64"));
  for (const header of ["digest", "content-digest", "repr-digest"]) {
    const known = promised.length;
    for (const [, name, value] of (text(header) ?? "").matchAll(DIGEST)) {
      add(header, name!.toLowerCase() === "md5" ? "md5" : "sha256", Buffer.from(value!, "base64"));
    }
    if (headers[header] !== undefined && promised.length === known) {
      throw invalid(["header", header], "promises no sha-256 and no md5", "checksum");
    }
  }
  return promised;
}

const fromHex = (text: string): Buffer =>
  /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, "hex") : Buffer.alloc(0);

/** Takes the bytes of an upload as they pass; `verify` tells their SHA-256 or throws a 422. */
export function checksumming(promised: readonly Promised[]) {
  const sha256 = createHash("sha256");
  const md5 = promised.some(({ algorithm }) => algorithm === "md5") ? createHash("md5") : undefined;
  return {
    update(chunk: Uint8Array): void {
      sha256.update(chunk);
      md5?.update(chunk);
    },
    verify(): string {
      const digests = { sha256: sha256.digest(), md5: md5?.digest() };
      for (const { header, algorithm, digest } of promised) {
        if (!digests[algorithm]!.equals(digest)) {
          const received = digests[algorithm]!.toString("hex");
          throw invalid(
            ["header", header],
            `promises ${algorithm} ${digest.toString("hex")}, but the bytes received have ${received}; nothing was stored`,
            "checksum",
          );
        }
      }
      return digests.sha256.toString("hex");
    },
  };
}
