import type { FastifyInstance, onRequestHookHandler } from "fastify";
import { Failure } from "../failure.js";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Takes JSON bodies; an empty one is no body, whatever its content type says. */
export function takeJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, async (_request: unknown, body: Buffer) => {
    if (body.length === 0) return undefined;
    try {
      return JSON.parse(utf8.decode(body));
    } catch (error) {
      const msg = `is no JSON: ${(error as Error).message}`;
      throw new Failure(422, [{ loc: ["body"], msg, type: "json_invalid" }]);
    }
  });
}

/** Leaves bodies to the route, which reads `request.raw` as it comes. */
export function takeStreams(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", async () => undefined);
}

/** Refuses bodies that are compressed: they would be kept, or read, as what they are not. */
export const refuseEncodedBody: onRequestHookHandler = ({ headers }, _reply, done) => {
  const encoding = headers["content-encoding"];
  if (encoding === undefined || encoding === "identity") return done();
  done(new Failure(415, `Content-Encoding ${encoding} is not taken; send the body as it is`));
};
