import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { Failure } from "../failure.js";
import { checksumming, promisedChecksums } from "./checksums.js";

const bytes = Buffer.from("the bytes of a recording");
const sha256 = createHash("sha256").update(bytes).digest();
const md5 = createHash("md5").update(bytes).digest();
const other256 = createHash("sha256").update("other").digest();
const otherMd5 = createHash("md5").update("other").digest();

function verify(headers: Record<string, string>): string {
  const sums = checksumming(promisedChecksums(headers));
  sums.update(bytes.subarray(0, 5));
  sums.update(bytes.subarray(5));
  return sums.verify();
}

const placeOf = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    const { status, detail } = error as Failure;
    expect(error).toBeInstanceOf(Failure);
    expect(status).toBe(422);
    return Array.isArray(detail) ? detail[0]?.loc : detail;
  }
  return undefined;
};

test("the SHA-256 is told, whatever is promised", () => {
  expect(verify({})).toBe(sha256.toString("hex"));
});

describe("what is promised and true passes", () => {
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

describe("what is promised and untrue is refused once the bytes are known", () => {
  test.each<[string, string]>([
    ["x-content-sha256", other256.toString("hex")],
    ["content-md5", otherMd5.toString("base64")],
    ["digest", `sha-256=${other256.toString("base64")}`],
    ["digest", `sha-256=${sha256.toString("base64")},md5=${otherMd5.toString("base64")}`],
    ["content-digest", `sha-256=:${other256.toString("base64")}:`],
    ["repr-digest", `sha-256=:${other256.toString("base64")}:`],
  ])("%s: %s", (header, value) => {
    expect(() => promisedChecksums({ [header]: value })).not.toThrow();
    expect(placeOf(() => verify({ [header]: value }))).toEqual(["header", header]);
  });
});

describe("what is no checksum is refused before the bytes come", () => {
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
    expect(placeOf(() => promisedChecksums({ [header]: value }))).toEqual(["header", header]);
  });
});
