import type { FastifyInstance } from "fastify";
import { sessionRecordingStream } from "syllable-contract";
import { keyOf } from "../http/auth.js";
import { isUnchanged, sendUnchanged } from "../http/conditional.js";
import { inlineDisposition } from "../http/content-disposition.js";
import { HttpError } from "../http/http-error.js";
import { queryOf } from "../http/query.js";
import { requestedRange } from "../http/range.js";
import { pathOf } from "../http/route.js";
import type { Keys } from "../keys/keys.js";
import type { RecordingFiles } from "./recording-files.js";
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

interface Services {
  readonly keys: Keys;
  readonly recordings: Recordings;
  readonly files: RecordingFiles;
}

export function recordingStreamRoutes(
  app: FastifyInstance,
  { keys, recordings, files }: Services,
): void {
  app.route({
    method: ["GET", "HEAD"],
    url: pathOf(sessionRecordingStream),
    config: { readsQuery: true },
    async handler(request, reply) {
      reply.headers(ISOLATION);
      const { headers } = request;
      const { token, as } = queryOf(request, sessionRecordingStream.request);
      const key = await keyOf(keys, request);
      const recording = await recordings.open(token, key?.organisation);
      const file = as === "wav" ? await files.wav(recording) : files.stored(recording);
      const { size } = file;
      const type = typeFor(headers.accept, file.type);
      const [typed, untyped] = file.etags;
      const etag = type === BYTES ? untyped : typed;
      const unchanged = isUnchanged(request, reply, etag);
      const sendsBytes = request.method === "GET" && !unchanged;
      // Only a GET may have a range.
      const range = sendsBytes ? requestedRange(headers, size, etag) : undefined;
      // A response without the bytes still fails if they are missing.
      const bytes =
        sendsBytes && range !== "unsatisfiable"
          ? await file.read(range)
          : await files.check(recording);
      reply.headers({ "cache-control": "private, no-transform", vary: "Accept" });
      if (unchanged) return sendUnchanged(reply);
      reply.headers({
        "accept-ranges": "bytes",
        "content-disposition": inlineDisposition(file.name),
        "content-type": type,
      });
      if (range === "unsatisfiable") throw unsatisfiable(size);
      if (range) {
        reply.code(206).header("content-range", `bytes ${range.start}-${range.end}/${size}`);
      }
      reply.header("content-length", range ? range.end - range.start + 1 : size);
      return reply.send(bytes ?? undefined);
    },
  });
}

/** Clients that accept `application/octet-stream` require it. A player needs the actual type. */
const typeFor = (accept: string | undefined, type: string): string =>
  accept?.toLowerCase().includes(BYTES) ? BYTES : type;

const unsatisfiable = (size: number): HttpError =>
  new HttpError(416, `the requested range is outside the recording, which has ${size} bytes`, {
    "content-range": `bytes */${size}`,
  });
