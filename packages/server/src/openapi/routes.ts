import type { FastifyInstance } from "fastify";
import type { BaseUrlOf } from "../http/base-url.js";
import { sendJson } from "../http/send.js";
import { sendHtml } from "../http/send-html.js";
import { VERSION } from "../version.js";
import { openApiDocument } from "./document.js";
import type { OpenApiDocument } from "./reference/document-types.js";
import { referencePage } from "./reference/page.js";

interface Services {
  readonly baseUrlOf: BaseUrlOf;
}

/** The routes of the documentation. Like the health checks, they need no API key. */
export function openApiRoutes(app: FastifyInstance, { baseUrlOf }: Services): void {
  const json = forLastUrl((url) => JSON.stringify(openApiDocument(VERSION, url)));
  const page = forLastUrl((url) => referencePage(JSON.parse(json(url)) as OpenApiDocument));

  app.get("/openapi.json", async (request, reply) => sendJson(reply, json(baseUrlOf(request))));
  app.get("/docs", async (request, reply) => sendHtml(reply, page(baseUrlOf(request))));
}

/** Caches the result for the last base URL, because most requests have the same. */
function forLastUrl<T>(create: (url: string) => T): (url: string) => T {
  let last: { url: string; result: T } | undefined;
  return (url) => {
    if (last?.url !== url) last = { url, result: create(url) };
    return last.result;
  };
}
