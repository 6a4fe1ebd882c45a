/** What can go wrong between a request and its response. */
import type { RequestOptions } from "../../src/lib/sdks.js";
import * as errors from "../../src/models/errors/index.js";
import { type Fault, message, okMessage } from "./fault-server.js";

const { ConnectionError, HTTPValidationError, RequestTimeoutError } = errors;
const { ResponseValidationError, SDKError } = errors;

/** The kinds of operations that succeed even if the body fails, because they do not read it. */
const unread = { bytes: null, nothing: null };
/** Long enough for a request to arrive. */
const shortTimeout: RequestOptions = { timeoutMs: 150 };
const withRetries: RequestOptions = {
  retries: {
    strategy: "backoff",
    backoff: { initialInterval: 1, maxInterval: 20, maxElapsedTime: 5000 },
  },
};

const slowDown = (
  retryAfter: () => string,
): Pick<Fault, "respond" | "outcome" | "requests" | "options"> => ({
  respond: (socket, { index, validResponse }) =>
    socket.end(
      index % 2
        ? validResponse
        : message("429 Slow Down", [`Retry-After: ${retryAfter()}`], "not now"),
    ),
  outcome: null,
  requests: 2,
  options: withRetries,
});

export const faults: Fault[] = [
  {
    name: "a reset at the headers",
    respond: (socket) => socket.resetAndDestroy(),
    outcome: ConnectionError,
  },
  {
    name: "a reset amid the headers",
    respond: (socket) =>
      socket.write("HTTP/1.1 200 OK\r\nContent-", () => socket.resetAndDestroy()),
    outcome: ConnectionError,
  },
  {
    name: "an end without a response",
    respond: (socket) => socket.end(),
    outcome: ConnectionError,
  },
  {
    name: "a response that is not HTTP",
    respond: (socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n"),
    outcome: ConnectionError,
  },
  {
    name: "a reset mid-body",
    respond: (socket, { type }) => {
      socket.write(okMessage(type, '{"items":', 1000));
      setTimeout(() => socket.resetAndDestroy(), 20);
    },
    outcome: { rest: ConnectionError, ...unread },
  },
  {
    name: "an end mid-body",
    respond: (socket, { type }) => socket.end(okMessage(type, '{"items":', 1000)),
    outcome: { rest: ConnectionError, ...unread },
  },
  {
    name: "a stall before the headers",
    respond() {},
    outcome: RequestTimeoutError,
    options: shortTimeout,
  },
  {
    name: "a stall amid the headers",
    respond: (socket) => socket.write("HTTP/1.1 200 OK\r\nContent-"),
    outcome: RequestTimeoutError,
    options: shortTimeout,
  },
  {
    name: "a stall mid-body",
    respond: (socket, { type }) => socket.write(okMessage(type, '{"items":', 1000)),
    outcome: { rest: RequestTimeoutError, ...unread },
    options: shortTimeout,
  },
  {
    name: "bad JSON",
    respond: (socket, { type }) => socket.end(okMessage(type, '{"items":')),
    outcome: { rest: ResponseValidationError, ...unread },
  },
  {
    name: "JSON of another model",
    respond: (socket, { type }) => socket.end(okMessage(type, '[{"line":"one"}]')),
    outcome: { rest: ResponseValidationError, ...unread },
  },
  {
    name: "a wrong content type",
    respond: (socket) => socket.end(okMessage("text/html", "<p>Log in</p>")),
    outcome: { rest: SDKError, ...unread },
  },
  {
    name: "no content type",
    respond: (socket) => socket.end(message("200 OK", [], "{}")),
    outcome: { rest: SDKError, ...unread },
  },
  {
    name: "an empty 200",
    respond: (socket, { type }) => socket.end(okMessage(type, "")),
    outcome: { rest: ResponseValidationError, ...unread },
  },
  {
    name: "a 204",
    respond: (socket) => socket.end("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"),
    outcome: { rest: SDKError, nothing: null },
  },
  {
    name: "a redirect within the origin",
    respond: (socket) => socket.end(message("307 Temporary Redirect", ["Location: /again"])),
    outcome: SDKError,
  },
  {
    name: "a redirect to another origin",
    respond: (socket, { otherOrigin }) =>
      socket.end(message("302 Found", [`Location: ${otherOrigin}/?token=other-token`])),
    outcome: SDKError,
  },
  {
    name: "a 404 that repeats the request",
    respond: (socket, { head }) =>
      socket.end(message("404 Not Found", [`Content-Type: text/plain`, "X-Request-Id: 1"], head)),
    outcome: SDKError,
  },
  {
    name: "a 422",
    respond: (socket) => {
      const detail = [{ loc: ["query", "limit"], msg: "must be 10000 or less", type: "less" }];
      const body = JSON.stringify({ detail });
      socket.end(message("422 No", ["Content-Type: application/json"], body));
    },
    outcome: HTTPValidationError,
  },
  {
    name: "a 500 whose body stalls",
    respond: (socket) => socket.write(message("500 Oops", [], '{"detail":', 1000)),
    outcome: RequestTimeoutError,
    options: shortTimeout,
  },
  {
    name: "a 500 whose body is interrupted",
    respond: (socket) => {
      socket.write(message("500 Oops", [], '{"detail":', 1000));
      setTimeout(() => socket.resetAndDestroy(), 20);
    },
    outcome: SDKError,
  },
  {
    name: "a 500, then a 200",
    respond: (socket, { index, validResponse }) =>
      socket.end(index % 2 ? validResponse : message("500 Oops", [], '{"detail":"not now"}')),
    outcome: null,
    requests: 2,
    options: withRetries,
  },
  {
    name: "a reset, then a 200",
    respond: (socket, { index, validResponse }) => {
      if (index % 2) socket.end(validResponse);
      else socket.resetAndDestroy();
    },
    outcome: null,
    requests: 2,
    options: {
      retries: {
        ...withRetries.retries!,
        retryConnectionErrors: true,
      } as RequestOptions["retries"] & {},
    },
  },
  { name: "a 429 with seconds to wait", ...slowDown(() => "0.01") },
  {
    name: "a 429 with a date to wait for",
    ...slowDown(() => new Date(Date.now() + 1000).toUTCString()),
  },
  { name: "a 429 with a date that has passed", ...slowDown(() => new Date(0).toUTCString()) },
  { name: "a 429 with a malformed wait", ...slowDown(() => "in a while") },
  {
    name: "a 429 with an absurd wait",
    respond: (socket) => socket.end(message("429 Slow Down", [`Retry-After: ${"9".repeat(30)}`])),
    outcome: SDKError,
    options: withRetries,
  },
  {
    name: "a 429 that asks for more time than there is",
    respond: (socket) => socket.end(message("429 Slow Down", ["Retry-After: 86400"])),
    outcome: SDKError,
    options: {
      retries: { strategy: "backoff", backoff: { maxInterval: 1e9, maxElapsedTime: 60_000 } },
    },
  },
];
