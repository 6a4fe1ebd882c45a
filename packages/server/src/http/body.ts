import type { FastifyInstance, FastifyRequest } from "fastify";
import { shorten } from "syllable-contract";
import { InvalidInputError } from "../errors.js";
import { parseJson } from "../parse-json.js";
import { HttpError } from "./http-error.js";

/** Parses bodies as JSON, whatever their content type. */
export function takeJson(app: FastifyInstance): void {
  takeBuffers(app, (body) => {
    const parsed = parseJson(body);
    if ("errors" in parsed) throw new InvalidInputError(parsed.errors);
    return parsed.value;
  });
}

/** Passes bodies to the route as buffers, or as what `parse` returns for them. */
export function takeBuffers(
  app: FastifyInstance,
  parse: (body: Buffer) => unknown = (body) => body,
): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, async (_request: unknown, body: Buffer) =>
    parse(body),
  );
}

/** Leaves bodies to the route, which reads `request.raw` as it comes. */
export function takeStreams(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", async () => undefined);
}

/** The error of a request with a compressed body, which would be stored or parsed as sent. */
export function encodingErrorOf({ headers }: FastifyRequest): HttpError | undefined {
  const encoding = headers["content-encoding"];
  if (encoding === undefined || encoding === "identity") return undefined;
  const named = shorten(encoding, 40);
  return new HttpError(415, `Content-Encoding ${named} is not supported; send the body unencoded`);
}
