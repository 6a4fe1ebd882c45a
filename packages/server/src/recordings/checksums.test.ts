import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { InvalidInputError } from "../errors.js";
import { ChecksumVerifier } from "./checksums.js";
import { expectedChecksums } from "./upload-headers.js";

const bytes = Buffer.from("the bytes of a recording");
const sha256 = createHash("sha256").update(bytes).digest();
const md5 = createHash("md5").update(bytes).digest();
const other256 = createHash("sha256").update("other").digest();
const otherMd5 = createHash("md5").update("other").digest();

function verify(headers: Record<string, string>): string {
  const verifier = new ChecksumVerifier(expectedChecksums(headers));
  verifier.update(bytes.subarray(0, 5));
  verifier.update(bytes.subarray(5));
  return verifier.verify();
}

/** Where the request is invalid; undefined if it is valid. */
const invalidLocOf = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInputError);
    return (error as InvalidInputError).errors[0]!.loc;
  }
  return undefined;
};

test("returns the SHA-256, even if no checksum is expected", () => {
  expect(verify({})).toBe(sha256.toString("hex"));
});

describe("a checksum that matches is accepted", () => {
  test.each<[string, string]>([
    ["x-content-sha256", sha256.toString("hex")],
    ["x-content-sha256", sha256.toString("hex").toUpperCase()],
    ["x-content-sha256", ` ${sha256.toString("hex")} `],
    ["content-md5", md5.toString("base64")],
    ["digest", `SHA-256=${sha256.toString("base64")}`],
    ["digest", `sha-256=${sha256.toString("base64")},md5=${md5.toString("base64")}`],
    ["digest", `unixsum=30637, md5=${md5.toString("base64")}`],
    ["content-digest", `sha-256=:${sha256.toString("base64")}:`],
    ["repr-digest", `sha-512=:AAAA:, sha-256=:${sha256.toString("base64")}:`],
  ])("%s: %s", (header, value) => {
    expect(verify({ [header]: value })).toBe(sha256.toString("hex"));
  });
});

describe("a checksum that differs is rejected once the bytes are known", () => {
  test.each<[string, string]>([
    ["x-content-sha256", other256.toString("hex")],
    ["content-md5", otherMd5.toString("base64")],
    ["digest", `sha-256=${other256.toString("base64")}`],
    ["digest", `sha-256=${sha256.toString("base64")},md5=${otherMd5.toString("base64")}`],
    ["content-digest", `sha-256=:${other256.toString("base64")}:`],
    ["repr-digest", `sha-256=:${other256.toString("base64")}:`],
  ])("%s: %s", (header, value) => {
    expect(() => expectedChecksums({ [header]: value })).not.toThrow();
    expect(invalidLocOf(() => verify({ [header]: value }))).toEqual(["header", header]);
  });
});

describe("an invalid checksum is rejected before the bytes arrive", () => {
  test.each<[string, string]>([
    ["x-content-sha256", ""],
    ["x-content-sha256", "00"],
    ["x-content-sha256", "z".repeat(64)],
    ["x-content-sha256", `${sha256.toString("hex")}0`],
    ["x-content-sha256", sha256.toString("base64")],
    ["content-md5", ""],
    ["content-md5", md5.toString("hex")],
    ["content-md5", sha256.toString("base64")],
    ["digest", `sha-256=${sha256.toString("hex")}`],
    ["digest", `md5=${sha256.toString("base64")}`],
    ["content-digest", "sha-256=:AAAA:"],
  ])("%s: %s", (header, value) => {
    expect(invalidLocOf(() => expectedChecksums({ [header]: value }))).toEqual(["header", header]);
  });
});
