import { readFileSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { sendTaggedPieces } from "../http/conditional.js";
import { prefersHtml } from "../http/not-found-page.js";
import { routeNotFound } from "../http/route.js";
import { addVary } from "../http/vary.js";

/** The paths of the console's pages. One HTML file shows all of them. */
const PAGES = [
  "/",
  "/sessions",
  "/sessions/:id",
  "/overview",
  "/keys",
  "/settings",
  "/sign-in",
] as const;

const HTML = "index.html";

/** Scripts, styles and fonts come from the service alone. Waveforms are drawn from blobs. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "media-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join(";");

const PAGE_HEADERS = {
  "content-security-policy": POLICY,
  "cross-origin-opener-policy": "same-origin",
  "cache-control": "no-cache",
};

/** The names of files in this folder contain a hash of their content. */
const HASHED = "/assets/";
const HASHED_CACHING = "public, max-age=31536000, immutable";
const OTHER_CACHING = "public, max-age=3600";

interface Services {
  readonly consoleDir: string | undefined;
}

/** The pages of the console, and the files that they load. They need no API key. */
export function consoleFileRoutes(app: FastifyInstance, { consoleDir }: Services): void {
  if (consoleDir === undefined) return;
  const html = readFileSync(join(consoleDir, HTML));
  for (const path of PAGES) {
    app.get(path, { config: { readsQuery: true } }, async (request, reply) => {
      addVary(reply, "Accept");
      if (!prefersHtml(request.headers.accept)) throw routeNotFound(request);
      reply.headers(PAGE_HEADERS);
      return sendTaggedPieces(request, reply, [html], "text/html; charset=utf-8");
    });
  }
  app.register(async (files) => addFiles(files, consoleDir));
}

/** Adds a route for each file. So no path leads out of the folder, and unknown paths have no route. */
function addFiles(app: FastifyInstance, consoleDir: string): void {
  app.addHook("onRequest", (request, reply, done) => {
    const isHashed = request.url.startsWith(HASHED);
    reply.header("cache-control", isHashed ? HASHED_CACHING : OTHER_CACHING);
    addVary(reply, "Accept-Encoding");
    done();
  });
  app.register(fastifyStatic, {
    root: consoleDir,
    wildcard: false,
    index: false,
    globIgnore: [HTML, "**/*.{br,gz}"],
    preCompressed: true,
    cacheControl: false,
    // The files of a published package all have the same time.
    etag: false,
    lastModified: false,
  });
}
