import type { FastifyInstance, FastifyRequest } from "fastify";
import { HttpError } from "./http-error.js";

/** The expectation that Node supports: it sends the 100 itself. */
const CONTINUE = /(?:^|\W)100-continue(?:$|\W)/i;

/**
 * Routes requests with an unsupported expectation like all others. Node alone would send an empty 417
 * without the headers of other responses.
 */
export function routeExpectations({ server }: FastifyInstance): void {
  server.on("checkExpectation", (request, response) => server.emit("request", request, response));
}

/** The error of a request with an expectation that the service does not support. */
export function expectationErrorOf({ headers }: FastifyRequest): HttpError | undefined {
  const { expect } = headers;
  if (expect === undefined || CONTINUE.test(expect)) return undefined;
  return new HttpError(417, "the Expect header must be 100-continue or omitted");
}
