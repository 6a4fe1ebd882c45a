import { expect, test } from "vitest";
import { list } from "../../tests/support/operations.js";
import { HTTPClient } from "../lib/http.js";
import { RequestAbortedError, SDKValidationError } from "../models/errors/index.js";
import { classify } from "./classify.js";

const mask = (text: string) => text;
const coded = (message: string, code: string) => Object.assign(new Error(message), { code });

test.each([
  // What the runtimes throw, as observed.
  [new TypeError("fetch failed", { cause: coded("connect", "ECONNREFUSED") }), "ConnectionError"],
  [
    new TypeError("terminated", { cause: coded("other side closed", "UND_ERR_SOCKET") }),
    "ConnectionError",
  ],
  [new TypeError("Failed to fetch"), "ConnectionError"],
  [new TypeError("NetworkError when attempting to fetch resource."), "ConnectionError"],
  [new TypeError("Load failed"), "ConnectionError"],
  [new TypeError("network error"), "ConnectionError"],
  [
    coded("Unable to connect. Is the computer able to access the url?", "ConnectionRefused"),
    "ConnectionError",
  ],
  [
    new TypeError(
      "error sending request for url (http://127.0.0.1:1/): client error (Connect): tcp connect error",
    ),
    "ConnectionError",
  ],
  [new TypeError("error reading a body from connection"), "ConnectionError"],
  [new Error("Network connection lost."), "ConnectionError"],
  [
    new TypeError("fetch failed", { cause: coded("", "UND_ERR_HEADERS_TIMEOUT") }),
    "RequestTimeoutError",
  ],
  [coded("Connect Timeout Error", "UND_ERR_CONNECT_TIMEOUT"), "RequestTimeoutError"],
  [new DOMException("late", "TimeoutError"), "RequestTimeoutError"],
  [new DOMException("gone", "AbortError"), "RequestAbortedError"],
  [
    new TypeError("fetch failed", { cause: coded("no", "ERR_TLS_CERT_ALTNAME_INVALID") }),
    "ConnectionError",
  ],
  [coded("Invalid state: ReadableStream is locked", "ERR_INVALID_STATE"), "UnexpectedClientError"],
  [Object.assign(new TypeError("odd"), { code: null }), "UnexpectedClientError"],
  [new TypeError("x is not a function"), "UnexpectedClientError"],
  ["a string", "UnexpectedClientError"],
  [undefined, "UnexpectedClientError"],
  [null, "UnexpectedClientError"],
  [Object.create(null), "UnexpectedClientError"],
])("%s is a %s", (thrown, name) => {
  expect(classify(thrown, mask)).toMatchObject({ name });
});

test("returns errors of this package unchanged", () => {
  for (const error of [new RequestAbortedError("x"), new SDKValidationError("x", 1)]) {
    expect(classify(error, mask)).toBe(error);
  }
});

test("a call never rejects, whatever is thrown", async () => {
  const hostile = new Proxy(new Error("no"), {
    get() {
      throw new Error("trap");
    },
  });
  for (const thrown of [hostile, Symbol("s"), Object.create(null), 0n]) {
    const httpClient = new HTTPClient({ fetcher: () => Promise.reject(thrown) });
    const result = await list({ serverURL: "http://localhost", httpClient });
    expect(result).toMatchObject({ ok: false, error: { name: "UnexpectedClientError" } });
  }
});
