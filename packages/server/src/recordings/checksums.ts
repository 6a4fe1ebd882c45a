import { createHash } from "node:crypto";
import { InvalidInputError } from "../errors.js";

/** A checksum that the client sent along with its bytes. */
export interface ExpectedChecksum {
  /** The location of the checksum in the request, for a validation error. */
  readonly loc: readonly string[];
  readonly algorithm: "md5" | "sha256";
  readonly digest: Buffer;
}

/** Computes the checksums of bytes as they pass. */
export class ChecksumVerifier {
  readonly #sha256 = createHash("sha256");
  readonly #md5;

  constructor(private readonly expected: readonly ExpectedChecksum[]) {
    const needsMd5 = expected.some(({ algorithm }) => algorithm === "md5");
    this.#md5 = needsMd5 ? createHash("md5") : undefined;
  }

  update(chunk: Uint8Array): void {
    this.#sha256.update(chunk);
    this.#md5?.update(chunk);
  }

  /** The SHA-256 in hexadecimal. Throws an `InvalidInputError` if a checksum differs. */
  verify(): string {
    const computed = { sha256: this.#sha256.digest(), md5: this.#md5?.digest() };
    for (const { loc, algorithm, digest } of this.expected) {
      const received = computed[algorithm]!;
      if (received.equals(digest)) continue;
      throw InvalidInputError.at(
        [...loc],
        `states ${algorithm} ${digest.toString("hex")}, but the bytes received have ${received.toString("hex")}; nothing was stored`,
        "checksum",
      );
    }
    return computed.sha256.toString("hex");
  }
}
