import { describe, expect, test } from "vitest";
import { signToken, verifyToken } from "./tokens.js";

const secret = Buffer.alloc(32, 1);
const grant = { organisation: 3, session: 2 ** 53 - 1, name: "call.mp3", expires: 1_900_000_000 };
const token = signToken(secret, grant);
const [payload, signature] = token.split(".") as [string, string];

test("a token contains the grant that was signed", () => {
  expect(verifyToken(secret, token)).toEqual(grant);
});

test("an expired token is verified too, with its expiry", () => {
  const past = { ...grant, expires: 1 };
  expect(verifyToken(secret, signToken(secret, past))).toEqual(past);
});

test("a token needs no escaping in a URL", () => {
  expect(token).toBe(encodeURIComponent(token));
});

describe("an invalid token", () => {
  const raised = Buffer.from(JSON.stringify([4, grant.session, grant.name, grant.expires]));
  test.each([
    ["empty text", ""],
    ["only a dot", "."],
    ["no signature", payload],
    ["an empty signature", `${payload}.`],
    ["an empty payload", `.${signature}`],
    ["a third part", `${token}.`],
    ["a truncated signature", token.slice(0, -1)],
    ["a longer signature", `${token}A`],
    ["a changed payload", `${raised.toString("base64url")}.${signature}`],
    ["payload and signature swapped", `${signature}.${payload}`],
    ["the signature of another secret", signToken(Buffer.alloc(32, 2), grant)],
    ["a padded signature", `${token}=`],
    ["a padded payload", `${payload}=.${signature}`],
    ["a leading space", ` ${token}`],
    ["letters outside base64url", "ÿ.ÿ"],
  ])("%s", (_what, text) => {
    expect(verifyToken(secret, text)).toBeUndefined();
  });

  test("any single changed character", () => {
    for (let index = 0; index < token.length; index++) {
      const other = token[index] === "A" ? "B" : "A";
      const changed = token.slice(0, index) + other + token.slice(index + 1);
      expect(verifyToken(secret, changed), changed).toBeUndefined();
    }
  });

  test("the same signature in another base64url encoding", () => {
    // The last of 43 characters encodes 4 bits, which 3 other characters encode too.
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const bytes = Buffer.from(signature, "base64url");
    const reencoded = [...alphabet]
      .map((letter) => signature.slice(0, -1) + letter)
      .filter((text) => text !== signature && Buffer.from(text, "base64url").equals(bytes));
    expect(reencoded).toHaveLength(3);
    for (const text of reencoded) expect(verifyToken(secret, `${payload}.${text}`)).toBeUndefined();
  });
});
