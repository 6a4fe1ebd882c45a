import { describe, expect, test } from "vitest";
import { signToken, verifyToken } from "./tokens.js";

const secret = Buffer.alloc(32, 1);
const grant = { organisation: 3, session: 2 ** 53 - 1, name: "call.mp3", expires: 1_900_000_000 };
const token = signToken(secret, grant);
const [payload, signature] = token.split(".") as [string, string];

test("a token tells what it was signed for", () => {
  expect(verifyToken(secret, token)).toEqual(grant);
});

test("an expired token still tells its expiry", () => {
  const past = { ...grant, expires: 1 };
  expect(verifyToken(secret, signToken(secret, past))).toEqual(past);
});

test("a token travels in a URL as it is", () => {
  expect(token).toBe(encodeURIComponent(token));
});

describe("no token", () => {
  const raised = Buffer.from(JSON.stringify([4, grant.session, grant.name, grant.expires]));
  test.each([
    ["nothing", ""],
    ["a dot", "."],
    ["no signature", payload],
    ["an empty signature", `${payload}.`],
    ["an empty payload", `.${signature}`],
    ["a third part", `${token}.`],
    ["a cut signature", token.slice(0, -1)],
    ["a longer signature", `${token}A`],
    ["another payload", `${raised.toString("base64url")}.${signature}`],
    ["the parts the other way round", `${signature}.${payload}`],
    ["another secret's", signToken(Buffer.alloc(32, 2), grant)],
    ["padding", `${token}=`],
    ["the payload padded", `${payload}=.${signature}`],
    ["a space", ` ${token}`],
    ["other letters", "ÿ.ÿ"],
  ])("%s", (_what, text) => {
    expect(verifyToken(secret, text)).toBeUndefined();
  });

  test("one with any single character changed", () => {
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === "A" ? "B" : "A";
      const changed = token.slice(0, at) + other + token.slice(at + 1);
      expect(verifyToken(secret, changed), changed).toBeUndefined();
    }
  });

  test("the same signature spelled otherwise", () => {
    // The last of 43 characters carries 4 bits; 3 other letters have the same.
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const bytes = Buffer.from(signature, "base64url");
    const spelled = [...alphabet]
      .map((letter) => signature.slice(0, -1) + letter)
      .filter((text) => text !== signature && Buffer.from(text, "base64url").equals(bytes));
    expect(spelled).toHaveLength(3);
    for (const text of spelled) expect(verifyToken(secret, `${payload}.${text}`)).toBeUndefined();
  });
});
