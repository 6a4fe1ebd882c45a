import type { FastifyInstance } from "fastify";
import { sessionRecordingStream } from "syllable-contract";
import { keyOf } from "../http/auth.js";
import { HttpError } from "../http/http-error.js";
import { queryOf } from "../http/query.js";
import { requestedRange } from "../http/range.js";
import { pathOf } from "../http/route.js";
import type { Keys } from "../keys/keys.js";
import type { Recordings } from "./recordings.js";

const BYTES = "application/octet-stream";

/**
 * The bytes come from clients. They must never run as a page of this origin, whatever type a browser
 * assumes. `allow-same-origin` lets the browser's own player load the URL; scripts stay forbidden.
 * Pages of other origins may play these URLs, because the token authorises them.
 */
const ISOLATION = {
  "content-security-policy": "sandbox allow-same-origin; default-src 'none'; media-src 'self'",
  "cross-origin-resource-policy": "cross-origin",
  "x-content-type-options": "nosniff",
};

/** Clients that name `application/octet-stream` insist on it; a player needs the true type. */
const typeFor = (accept: string | undefined, type: string): string =>
  accept?.toLowerCase().includes(BYTES) ? BYTES : type;

/** Whether an `If-None-Match` names this version; tags are compared weakly. */
const isCurrent = (header: string | undefined, etag: string): boolean =>
  header?.split(",").some((tag) => ["*", etag, `W/${etag}`].includes(tag.trim())) ?? false;

export function recordingStreamRoute(
  app: FastifyInstance,
  keys: Keys,
  recordings: Recordings,
): void {
  app.route({
    method: ["GET", "HEAD"],
    url: pathOf(sessionRecordingStream),
    config: { readsQuery: true },
    async handler(request, reply) {
      reply.headers(ISOLATION);
      const { token } = queryOf(request, sessionRecordingStream.request);
      const recording = await recordings.open(token, await keyOf(keys, request));
      const size = recording.bytes!;
      const etag = `"${recording.sha256}"`;
      const isGet = request.method === "GET";
      const fresh = !isCurrent(request.headers["if-none-match"], etag);
      // Ranges have a meaning for GET alone.
      const range = isGet && fresh ? requestedRange(request.headers, size, etag) : undefined;
      // Reading tells whether the bytes are there; what reads none of them asks.
      const bytes =
        isGet && fresh && range !== "unsatisfiable"
          ? await recordings.read(recording, range)
          : await recordings.check(recording);
      reply.headers({
        "accept-ranges": "bytes",
        "cache-control": "private, no-transform",
        "content-disposition": `inline; filename="${recording.name}"`,
        "content-type": typeFor(request.headers.accept, recording.type),
        etag,
        vary: "Accept",
      });
      if (!fresh) return reply.code(304).send();
      if (range === "unsatisfiable") {
        throw new HttpError(
          416,
          `the recording has ${size} bytes; the range asked for has none of them`,
          { "content-range": `bytes */${size}` },
        );
      }
      if (range) {
        reply.code(206).header("content-range", `bytes ${range.start}-${range.end}/${size}`);
      }
      reply.header("content-length", range ? range.end - range.start + 1 : size);
      return reply.send(bytes ?? undefined);
    },
  });
}
