import type { FastifyInstance, FastifyRequest } from "fastify";
import { InvalidInputError } from "../errors.js";
import { parseJson } from "../parse-json.js";

/**
 * Parses the body of every request as JSON, whatever its content type. Plugins opt
 * out with `useBufferBodies` or `useStreamBodies`.
 */
export function parseJsonBodies(app: FastifyInstance): void {
  parseBuffers(app, (body) => {
    const parsed = parseJson(body);
    if ("errors" in parsed) throw new InvalidInputError(parsed.errors);
    return parsed.value;
  });
}

/** Passes bodies to the routes of a plugin as buffers. */
export function useBufferBodies(app: FastifyInstance): void {
  parseBuffers(app, (body) => body);
}

/** Leaves bodies unread: the routes of a plugin read `request.raw` as a stream. */
export function useStreamBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", async () => undefined);
}

function parseBuffers(app: FastifyInstance, parse: (body: Buffer) => unknown): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "*",
    { parseAs: "buffer" },
    async (_request: FastifyRequest, body: Buffer) => parse(body),
  );
}
