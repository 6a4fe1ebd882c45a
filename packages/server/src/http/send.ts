import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import type { Page } from "../lists/page-stream.js";
import { sendEarly } from "./unread-body.js";

/** Published clients require exactly this content type on a 422. */
const JSON_TYPE = "application/json";

/** Up to this size, concatenating the pieces costs less than a stream. */
const SMALL_BYTES = 64 * 1024;

const asIs = (json: unknown): string => json as string;

/** Sends finished JSON: text, or its bytes. */
export function sendJson(reply: FastifyReply, json: string | Buffer): FastifyReply {
  reply.header("content-type", JSON_TYPE);
  // Without a serializer, Fastify adds a charset to the content type of text.
  if (typeof json === "string") reply.serializer(asIs);
  return sendEarly(reply, json);
}

/** Sends bytes that are in pieces: finished JSON, or those of another media type. */
export function sendPieces(
  reply: FastifyReply,
  pieces: readonly Uint8Array[],
  type = JSON_TYPE,
): FastifyReply {
  const bytes = pieces.reduce((sum, { length }) => sum + length, 0);
  reply.header("content-type", type);
  if (bytes <= SMALL_BYTES) return sendEarly(reply, Buffer.concat(pieces));
  reply.header("content-length", bytes);
  return reply.send(Readable.from(pieces, { objectMode: false }));
}

/** Sends a page of a list: as a whole, or as a stream of its pieces. */
export function sendPage(reply: FastifyReply, page: Page): FastifyReply {
  if (Buffer.isBuffer(page)) return sendJson(reply, page);
  // For a HEAD request, Fastify would read all pieces and discard them.
  const pieces = reply.request.method === "HEAD" ? [] : page;
  return reply.header("content-type", JSON_TYPE).send(Readable.from(pieces));
}
