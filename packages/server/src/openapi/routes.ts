import type { FastifyInstance } from "fastify";
import type { BaseUrlOf } from "../http/base-url.js";
import { sendJson } from "../http/send.js";
import { VERSION } from "../version.js";
import { openApiDocument } from "./document.js";

interface Services {
  readonly baseUrlOf: BaseUrlOf;
}

export function openApiRoutes(app: FastifyInstance, { baseUrlOf }: Services): void {
  const json = forLastUrl((url) => JSON.stringify(openApiDocument(VERSION, url)));

  app.get("/openapi.json", async (request, reply) => sendJson(reply, json(baseUrlOf(request))));
}

/** Caches the text for the URL that was last requested: most requests have the same. */
function forLastUrl(create: (url: string) => string): (url: string) => string {
  let last: { url: string; text: string } | undefined;
  return (url) => {
    if (last?.url !== url) last = { url, text: create(url) };
    return last.text;
  };
}
