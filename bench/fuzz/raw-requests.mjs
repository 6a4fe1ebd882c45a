/** Requests that no HTTP client sends. */
import fc from "fast-check";
import { METHODS, sometimes, visible } from "./arbitraries.mjs";
import { headerText } from "./headers.mjs";

const rawHead = fc
  .record({
    method: sometimes(visible, fc.constantFrom(...METHODS, "CONNECT", "get")),
    target: sometimes(
      visible,
      fc.constantFrom(
        "/api/v1/sessions/",
        "/healthz",
        "*",
        "http://evil.example/",
        "//",
        "/api/v1/sessions/1",
      ),
    ),
    version: fc.constantFrom("HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/9", ""),
    headers: fc.array(
      fc.oneof(
        fc.tuple(headerText, headerText).map((pair) => pair.join(":")),
        fc.constantFrom(
          "Host: 127.0.0.1",
          "Host: 127.0.0.1",
          "Host: evil.example",
          "Connection: close",
          "Connection: upgrade",
          "Upgrade: h2c",
          "Content-Length: 2",
          "Content-Length: -1",
          "Content-Length: 99999999999999999999",
          "Transfer-Encoding: chunked",
          "Transfer-Encoding: gzip, chunked",
          "Expect: 100-continue",
          " folded",
        ),
      ),
      { maxLength: 5 },
    ),
    end: fc.constantFrom("\r\n", "\r\n", "\n"),
    body: fc.oneof(
      fc.constantFrom("", "{}", "2\r\n{}\r\n0\r\n\r\n", "zz\r\n", "0\r\nX: y\r\n\r\n"),
      visible,
    ),
  })
  .map(({ method, target, version, headers, end, body }) =>
    Buffer.from([`${method} ${target} ${version}`, ...headers, "", body].join(end), "latin1"),
  );

export const rawRequest = fc.record({
  operation: fc.constant("raw"),
  key: fc.constant("none"),
  raw: fc
    .oneof(
      { weight: 8, arbitrary: rawHead },
      {
        weight: 1,
        arbitrary: fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
      },
    )
    .map((bytes) => bytes.toString("base64")),
});
