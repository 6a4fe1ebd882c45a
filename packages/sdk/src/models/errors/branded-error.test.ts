import { describe, expect, expectTypeOf, test } from "vitest";
import * as errors from "./index.js";

const { SDKError, SyllableSDKError, HTTPValidationError, SDKValidationError } = errors;
const meta = { response: new Response(null, { status: 404 }), body: "" };
const sdkError = new SDKError("no", meta);

describe("instanceof", () => {
  test("is true for the class and its base classes", () => {
    expect(sdkError instanceof SDKError).toBe(true);
    expect(sdkError instanceof SyllableSDKError).toBe(true);
    expect(sdkError instanceof Error).toBe(true);
    expect(sdkError instanceof HTTPValidationError).toBe(false);
    expect(sdkError instanceof errors.HTTPClientError).toBe(false);
    expect(new SyllableSDKError("no", meta) instanceof SDKError).toBe(false);
    expect(new errors.ConnectionError() instanceof errors.HTTPClientError).toBe(true);
    expect(new errors.ConnectionError() instanceof errors.RequestTimeoutError).toBe(false);
  });

  test("works for subclasses of a program", () => {
    class NotFound extends SDKError {}
    const notFound = new NotFound("no", meta);
    expect(notFound instanceof NotFound).toBe(true);
    expect(notFound instanceof SDKError).toBe(true);
    expect(sdkError instanceof NotFound).toBe(false);
    expect(notFound.name).toBe("SDKError");
  });

  test.each([undefined, null, 0, "SDKError", {}, { name: "SDKError" }, new Error("x"), SDKError])(
    "is false for %o",
    (value) => {
      const any: unknown = value;
      expect(any instanceof SDKError).toBe(false);
      expect(any instanceof SyllableSDKError).toBe(false);
      expect(errors.isSDKError(value)).toBe(false);
    },
  );
});

test("brands and secrets are not enumerable", () => {
  const invalid = new SDKValidationError("no", { token: "t" });
  expect(Object.keys(invalid)).toEqual(["name"]);
  expect(Object.keys(sdkError)).toEqual(["name", "statusCode", "body", "contentType", "requestId"]);
});

test("guards narrow like instanceof", () => {
  const narrow = (error: unknown) => {
    if (errors.isHTTPValidationError(error)) expectTypeOf(error.detail).not.toBeAny();
    if (errors.isSyllableSDKError(error)) expectTypeOf(error.statusCode).toBeNumber();
    if (error instanceof SyllableSDKError)
      expectTypeOf(error.requestId).toEqualTypeOf<string | undefined>();
  };
  narrow(sdkError);
  expect([sdkError, 1, new Error("x")].filter(errors.isSyllableSDKError)).toEqual([sdkError]);
});
