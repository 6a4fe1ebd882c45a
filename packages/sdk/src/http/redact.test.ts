import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { addSecret, explain, maskFor, scrub } from "./redact.js";

const secret = "s3cret/key+1";
const secrets = new Set<string>();
addSecret(secrets, secret);
addSecret(secrets, "abc");
addSecret(secrets, undefined);
const mask = maskFor(secrets);

describe("a mask", () => {
  test("replaces secrets, plain and URL-encoded", () => {
    expect(mask(`a ${secret} b ${encodeURIComponent(secret)} c`)).toBe("a *** b *** c");
  });

  test("replaces the tokens of URLs", () => {
    expect(mask(`see "http://h/x?token=abc.def&y=1" and ?a=1&token=zzz`)).toBe(
      `see "http://h/x?token=***&y=1" and ?a=1&token=***`,
    );
  });

  test("replaces the whole token, whatever its characters", () => {
    expect(mask(`"?token=a/b+c==", "access_token=x~y\\"`)).toBe(
      `"?token=***", "access_token=***\\"`,
    );
    const known = new Set<string>();
    addSecret(known, "a/b c&d==");
    expect(maskFor(known)("token=a/b c&d== is no more")).toBe("token=*** is no more");
  });

  test("ignores secrets that are too short", () => {
    expect(mask("abcdef")).toBe("abcdef");
  });
});

describe("scrub", () => {
  test("copies name, message, stack and code, but not the cause", () => {
    const cause = new RangeError("root");
    const error = Object.assign(new TypeError("no", { cause }), { code: "E" });
    const copy = scrub(error, mask);
    expect(copy).toMatchObject({ name: "TypeError", message: "no", code: "E", stack: error.stack });
    expect((copy as Error).cause).toBeUndefined();
  });

  test("returns undefined for a value that is not an error", () => {
    for (const thrown of ["text", 7, { any: secret }, null]) {
      expect(scrub(thrown, mask)).toBeUndefined();
    }
  });

  test.each([
    new Error(`with ${secret}`),
    new Error("outer", { cause: new Error(secret) }),
    Object.assign(new Error("axios-like"), { config: { headers: { key: secret } } }),
    Object.assign(new Error("with a property"), { value: secret }),
    new AggregateError([new Error(secret)], "many"),
  ])("masks the secrets of %s", (error) => {
    const copy = scrub(Object.assign(error, { code: "E_CODE" }), mask);
    expect(copy).toMatchObject({ name: error.name, code: "E_CODE" });
    expect(inspect(copy, { depth: 9, showHidden: true })).not.toContain(secret);
  });

  test("accepts an error that is its own cause", () => {
    const error = new Error("loop");
    error.cause = error;
    expect(scrub(error, mask)).toBeInstanceOf(Error);
  });
});

test("explain includes the cause", () => {
  const aggregate = Object.assign(new AggregateError([]), { code: "ECONNREFUSED" });
  expect(explain(new TypeError("fetch failed", { cause: aggregate }), mask)).toBe(
    "fetch failed: ECONNREFUSED",
  );
  expect(explain(`thrown ${secret}`, mask)).toBe("thrown ***");
  expect(explain(undefined, mask)).toBe("undefined");
});
