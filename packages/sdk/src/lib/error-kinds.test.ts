import { expect, test } from "vitest";
import * as errors from "../models/errors/index.js";
import { HTTPClient, isAbortError, isConnectionError, isTimeoutError } from "./http.js";

const coded = (code: string) => new TypeError("fetch failed", { cause: { code } });
test.each([
  ["connection", new errors.ConnectionError("lost")],
  ["connection", coded("ECONNREFUSED")],
  ["connection", new TypeError("Failed to fetch")],
  ["timeout", new errors.RequestTimeoutError("late")],
  ["timeout", new DOMException("late", "TimeoutError")],
  ["timeout", coded("UND_ERR_HEADERS_TIMEOUT")],
  ["abort", new errors.RequestAbortedError("gone")],
  ["abort", new DOMException("gone", "AbortError")],
  ["", new errors.SDKValidationError("no", 1)],
  ["", new TypeError("x is not a function")],
  ["", "a string"],
  ["", undefined],
  ["", null],
])("%s: %o", (kind, error) => {
  expect([isConnectionError(error), isTimeoutError(error), isAbortError(error)]).toEqual(
    ["connection", "timeout", "abort"].map((name) => name === kind),
  );
});

test("an error whose properties cannot be read matches no kind", () => {
  const get = () => {
    throw new Error("trap");
  };
  expect(isConnectionError(new Proxy(new Error("no"), { get }))).toBe(false);
});

test("a requestError hook sees what fetch throws", async () => {
  const seen: boolean[] = [];
  const client = new HTTPClient().addHook("requestError", (error) => {
    seen.push(isConnectionError(error));
  });
  await expect(client.request(new Request("http://127.0.0.1:9"))).rejects.toThrow();
  expect(seen).toEqual([true]);
});
