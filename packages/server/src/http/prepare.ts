import type { FastifyInstance } from "fastify";
import { encodingErrorOf } from "./content-encoding.js";
import { isPreflight } from "./cors.js";
import { expectationErrorOf, routeExpectations } from "./expectations.js";
import { hostCheck } from "./host.js";
import { limitIdleBodies } from "./idle-bodies.js";
import { hasPendingBody } from "./pending-body.js";
import { runInOrder } from "./pipelining.js";
import { routeErrorOf } from "./route.js";
import type { Trusts } from "./trusted-proxies.js";

/** Adds the hook that runs first for every request. It is one hook, because each hook costs time. */
export function prepareRequests(
  app: FastifyInstance,
  { bodyIdleMs, trusts }: { bodyIdleMs: number; trusts: Trusts | undefined },
): void {
  const { securityHeaders, cors } = app;
  const hostErrorOf = hostCheck(trusts);
  const watchBody = limitIdleBodies(app, bodyIdleMs);
  routeExpectations(app);
  const startInOrder = runInOrder(app.server);
  app.addHook("onRequest", (request, reply, done) => {
    startInOrder(request.raw.socket, reply.raw, () => {
      reply.headers(securityHeaders).header("x-request-id", request.id);
      cors.addHeaders(request, reply);
      if (hasPendingBody(request.raw)) {
        watchBody(request, reply);
        // Its slots, its body and its response each listen for the end of the connection.
        reply.raw.setMaxListeners(20);
        // No route reads the body of a GET. Without this, Node would read all of it after the response.
        if (request.method === "GET" || request.method === "HEAD")
          reply.header("connection", "close");
      }
      // A body is not read if the request is rejected here.
      const error = hostErrorOf(request) ?? expectationErrorOf(request) ?? encodingErrorOf(request);
      if (error === undefined && isPreflight(request)) {
        const refusal = cors.preflight(request, reply);
        if (refusal) done(refusal);
        return;
      }
      done(error ?? routeErrorOf(request));
    });
  });
}
