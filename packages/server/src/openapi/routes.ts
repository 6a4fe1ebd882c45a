import type { FastifyInstance } from "fastify";
import { sendJson } from "../http/send.js";
import { openApiDocument } from "./document.js";

export function openApiRoute(app: FastifyInstance, version: string): void {
  let document: string | undefined;
  app.get("/openapi.json", async (_request, reply) => {
    document ??= JSON.stringify(openApiDocument(version));
    return sendJson(reply, document);
  });
}
