/** What can go wrong on the way to an answer and back. */
import type { Socket } from "node:net";
import type { RequestOptions } from "../../src/lib/sdks.js";
import * as errors from "../../src/models/errors/index.js";
import type { Called, Kind } from "./operations.js";
import { closedPort, serveSocket, type TestServer } from "./server.js";

/** A class of errors; `null` where the fault does not keep an operation from its result. */
type Outcome = (abstract new (...args: never[]) => Error) | null;

export interface Fault {
  name: string;
  /** Answers a request, whose number from 0 is `index`. */
  answer(socket: Socket, answer: Answer): void;
  /** What is right, for some kinds of operation another than for the rest. */
  outcome: Outcome | ({ rest: Outcome } & { [K in Kind]?: Outcome });
  /** How many requests a call makes. Default one. */
  requests?: number;
  options?: RequestOptions;
}

export interface Answer {
  index: number;
  /** The request's line and headers. */
  head: string;
  /** The media type of the operation's answers. */
  type: string;
  /** The operation's answer when all is well, with its status and its headers. */
  good: string;
  /** The origin that no request may reach. */
  elsewhere: string;
}

const TYPES: Record<Kind, string> = {
  json: "application/json",
  bytes: "audio/wav",
  lines: "application/x-ndjson",
  nothing: "text/plain",
};

const message = (status: string, headers: string[], body = "", length = body.length) =>
  [
    `HTTP/1.1 ${status}`,
    ...headers,
    // Else another request might come on a connection that is being closed.
    "Connection: close",
    `Content-Length: ${length}`,
    "",
    body,
  ].join("\r\n");
const ok = (type: string, body: string, length?: number) =>
  message("200 OK", [`Content-Type: ${type}`], body, length);
const oops = (...headers: string[]) => message("500 Oops", headers, '{"detail":"not now"}');

/** A server that does a fault to an operation. */
export function serveFault(
  { answer }: Pick<Fault, "answer">,
  { kind, answer: body }: Called,
  elsewhere: string,
): Promise<TestServer> {
  const type = TYPES[kind];
  const good = ok(type, typeof body === "string" ? body : JSON.stringify(body));
  return serveSocket((socket, head, index) => {
    answer(socket, { index, head, type, good, elsewhere });
  });
}

const { ConnectionError, HTTPValidationError, RequestTimeoutError } = errors;
const { ResponseValidationError, SDKError } = errors;

/** That an operation reads no answer, or hands it over unread. */
const unread = { bytes: null, nothing: null };
/** Long enough for a request to arrive, and for a stall that is to be noticed. */
const soon: RequestOptions = { timeoutMs: 150 };
const again: RequestOptions = {
  retries: {
    strategy: "backoff",
    backoff: { initialInterval: 1, maxInterval: 20, maxElapsedTime: 5000 },
  },
};

const waitAsked = (
  retryAfter: () => string,
): Pick<Fault, "answer" | "outcome" | "requests" | "options"> => ({
  answer: (socket, { index, good }) =>
    socket.end(
      index % 2 ? good : message("429 Slow Down", [`Retry-After: ${retryAfter()}`], "not now"),
    ),
  outcome: null,
  requests: 2,
  options: again,
});

export const faults: Fault[] = [
  {
    name: "a reset at the headers",
    answer: (socket) => socket.resetAndDestroy(),
    outcome: ConnectionError,
  },
  {
    name: "a reset within the headers",
    answer: (socket) => socket.write("HTTP/1.1 200 OK\r\nContent-", () => socket.resetAndDestroy()),
    outcome: ConnectionError,
  },
  {
    name: "an end without an answer",
    answer: (socket) => socket.end(),
    outcome: ConnectionError,
  },
  {
    name: "an answer that is no HTTP",
    answer: (socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n"),
    outcome: ConnectionError,
  },
  {
    name: "a reset mid-body",
    answer: (socket, { type }) => {
      socket.write(ok(type, '{"items":', 1000));
      setTimeout(() => socket.resetAndDestroy(), 20);
    },
    outcome: { rest: ConnectionError, ...unread },
  },
  {
    name: "an end mid-body",
    answer: (socket, { type }) => socket.end(ok(type, '{"items":', 1000)),
    outcome: { rest: ConnectionError, ...unread },
  },
  { name: "a stall before the headers", answer() {}, outcome: RequestTimeoutError, options: soon },
  {
    name: "a stall within the headers",
    answer: (socket) => socket.write("HTTP/1.1 200 OK\r\nContent-"),
    outcome: RequestTimeoutError,
    options: soon,
  },
  {
    name: "a stall mid-body",
    answer: (socket, { type }) => socket.write(ok(type, '{"items":', 1000)),
    outcome: { rest: RequestTimeoutError, ...unread },
    options: soon,
  },
  {
    name: "bad JSON",
    answer: (socket, { type }) => socket.end(ok(type, '{"items":')),
    outcome: { rest: ResponseValidationError, ...unread },
  },
  {
    name: "JSON of another shape",
    answer: (socket, { type }) => socket.end(ok(type, '[{"line":"one"}]')),
    outcome: { rest: ResponseValidationError, ...unread },
  },
  {
    name: "a wrong content type",
    answer: (socket) => socket.end(ok("text/html", "<p>Log in</p>")),
    outcome: { rest: SDKError, ...unread },
  },
  {
    name: "no content type",
    answer: (socket) => socket.end(message("200 OK", [], "{}")),
    outcome: { rest: SDKError, ...unread },
  },
  {
    name: "an empty 200",
    answer: (socket, { type }) => socket.end(ok(type, "")),
    outcome: { rest: ResponseValidationError, ...unread },
  },
  {
    name: "a 204",
    answer: (socket) => socket.end("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"),
    outcome: { rest: SDKError, nothing: null },
  },
  {
    name: "a redirect within the origin",
    answer: (socket) => socket.end(message("307 Temporary Redirect", ["Location: /again"])),
    outcome: SDKError,
  },
  {
    name: "a redirect to another origin",
    answer: (socket, { elsewhere }) =>
      socket.end(message("302 Found", [`Location: ${elsewhere}/?token=other-token`])),
    outcome: SDKError,
  },
  {
    name: "a 404 that repeats the request",
    answer: (socket, { head }) =>
      socket.end(message("404 Not Found", [`Content-Type: text/plain`, "X-Request-Id: 1"], head)),
    outcome: SDKError,
  },
  {
    name: "a 422",
    answer: (socket) => {
      const detail = [{ loc: ["query", "limit"], msg: "must be 10000 or less", type: "less" }];
      const body = JSON.stringify({ detail });
      socket.end(message("422 No", ["Content-Type: application/json"], body));
    },
    outcome: HTTPValidationError,
  },
  {
    name: "a 500 whose body stalls",
    answer: (socket) => socket.write(message("500 Oops", [], '{"detail":', 1000)),
    outcome: RequestTimeoutError,
    options: soon,
  },
  {
    name: "a 500 whose body breaks off",
    answer: (socket) => {
      socket.write(message("500 Oops", [], '{"detail":', 1000));
      setTimeout(() => socket.resetAndDestroy(), 20);
    },
    outcome: SDKError,
  },
  {
    name: "a 500, then a 200",
    answer: (socket, { index, good }) => socket.end(index % 2 ? good : oops()),
    outcome: null,
    requests: 2,
    options: again,
  },
  {
    name: "a reset, then a 200",
    answer: (socket, { index, good }) => {
      if (index % 2) socket.end(good);
      else socket.resetAndDestroy();
    },
    outcome: null,
    requests: 2,
    options: {
      retries: { ...again.retries!, retryConnectionErrors: true } as RequestOptions["retries"] & {},
    },
  },
  { name: "a 429 with seconds to wait", ...waitAsked(() => "0.01") },
  {
    name: "a 429 with a date to wait for",
    ...waitAsked(() => new Date(Date.now() + 2000).toUTCString()),
  },
  { name: "a 429 with a date that has passed", ...waitAsked(() => new Date(0).toUTCString()) },
  { name: "a 429 with a malformed wait", ...waitAsked(() => "in a while") },
  { name: "a 429 with an absurd wait", ...waitAsked(() => "9".repeat(30)) },
  {
    name: "a 429 that asks for more time than there is",
    answer: (socket) => socket.end(message("429 Slow Down", ["Retry-After: 86400"])),
    outcome: SDKError,
    options: {
      retries: { strategy: "backoff", backoff: { maxInterval: 1e9, maxElapsedTime: 60_000 } },
    },
  },
];

/** A server that is not there. */
export const nowhere = async (): Promise<TestServer> => ({
  ...(await serveSocket(() => {})),
  url: await closedPort(),
});

/** What a fault should lead to. */
export function outcomeOf({ outcome }: Pick<Fault, "outcome">, kind: Kind): Outcome {
  if (outcome === null || typeof outcome === "function") return outcome;
  return outcome[kind] === undefined ? outcome.rest : outcome[kind];
}
