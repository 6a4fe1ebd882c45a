import type { FastifyInstance } from "fastify";
import { Failure } from "../failure.js";

/** Takes JSON bodies; an empty one is no body, whatever its content type says. */
export function takeJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "*",
    { parseAs: "string" },
    async (request: unknown, text: string | Buffer) => {
      void request;
      if (text.length === 0) return undefined;
      try {
        return JSON.parse(String(text));
      } catch (error) {
        const msg = `is no JSON: ${(error as Error).message}`;
        throw new Failure(422, [{ loc: ["body"], msg, type: "json_invalid" }]);
      }
    },
  );
}

/** Leaves bodies to the route, which reads `request.raw` as it comes. */
export function takeStreams(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", async () => undefined);
}
