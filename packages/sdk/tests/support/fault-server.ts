/** Servers that fail in a given way, over real sockets. */
import type { Socket } from "node:net";
import type { RequestOptions } from "../../src/lib/sdks.js";
import type { ResultKind, TestOperation } from "./operations.js";
import { closedPort, serveSocket, type TestServer } from "./server.js";

/** The class of the expected error; `null` if the operation should succeed. */
type Outcome = (abstract new (...args: never[]) => Error) | null;

/** A way in which a response can fail, and what the operation should do. */
export interface Fault {
  name: string;
  respond(socket: Socket, context: FaultContext): void;
  /** The expected outcome, which may depend on the kind of the operation. */
  outcome: Outcome | ({ rest: Outcome } & { [K in ResultKind]?: Outcome });
  /** The number of requests of a call. Default 1. */
  requests?: number;
  options?: RequestOptions;
}

export interface FaultContext {
  /** The number of the request, from 0. */
  index: number;
  /** The request line and headers. */
  head: string;
  /** The media type of the operation's responses. */
  type: string;
  /** A valid response of the operation, with its status and headers. */
  validResponse: string;
  /** An origin that must not be requested. */
  otherOrigin: string;
}

const TYPES: Record<ResultKind, string> = {
  json: "application/json",
  bytes: "audio/wav",
  lines: "application/x-ndjson",
  nothing: "text/plain",
};

export const message = (
  status: string,
  headers: string[],
  body = "",
  length = body.length,
): string =>
  [
    `HTTP/1.1 ${status}`,
    ...headers,
    // Without it, another request could be sent on a connection that is being closed.
    "Connection: close",
    `Content-Length: ${length}`,
    "",
    body,
  ].join("\r\n");

export const okMessage = (type: string, body: string, length?: number): string =>
  message("200 OK", [`Content-Type: ${type}`], body, length);

/** Starts a server that responds to an operation with a fault. */
export function serveFault(
  { respond }: Pick<Fault, "respond">,
  { kind, response }: TestOperation,
  otherOrigin: string,
): Promise<TestServer> {
  const type = TYPES[kind];
  const body = typeof response === "string" ? response : JSON.stringify(response);
  const validResponse = okMessage(type, body);
  return serveSocket((socket, head, index) => {
    respond(socket, { index, head, type, validResponse, otherOrigin });
  });
}

/** A server whose port is closed. */
export const serveNothing = async (): Promise<TestServer> => ({
  ...(await serveSocket(() => {})),
  url: await closedPort(),
});

/** The expected outcome of a fault. */
export function outcomeOf({ outcome }: Pick<Fault, "outcome">, kind: ResultKind): Outcome {
  if (outcome === null || typeof outcome === "function") return outcome;
  return outcome[kind] === undefined ? outcome.rest : outcome[kind];
}
