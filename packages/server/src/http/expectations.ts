import type { FastifyInstance, FastifyRequest } from "fastify";
import { Failure } from "../failure.js";

/** As Node recognizes it; Node itself sends the 100. */
const CONTINUE = /(?:^|\W)100-continue(?:$|\W)/i;

/**
 * Has requests with an expectation that Node does not know pass the hooks. Node alone would send an
 * empty 417 without the headers of every other response.
 */
export function routeExpectations({ server }: FastifyInstance): void {
  server.on("checkExpectation", (request, response) => server.emit("request", request, response));
}

/** The failure of a request that expects what the service can't do. */
export function expectationFailureOf({ headers }: FastifyRequest): Failure | undefined {
  const { expect } = headers;
  if (expect === undefined || CONTINUE.test(expect)) return undefined;
  return new Failure(417, "the Expect header must be 100-continue; send it so, or leave it out");
}
