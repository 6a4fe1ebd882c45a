import type { IncomingHttpHeaders } from "node:http";
import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import { contentHash, hashPieces } from "../content-hash.js";
import { PreconditionFailedError } from "../errors.js";
import { etagOf, falseCondition, type Preconditions, type Tags } from "../preconditions.js";
import { HttpError } from "./http-error.js";
import { sendJson, sendPieces } from "./send.js";

/** An element of a list of entity tags (RFC 9110, section 8.8.3). */
const TAG = /[ \t]*(?:,[ \t]*)*(W\/)?("[\x21\x23-\x7e\x80-\xff]*")[ \t]*(?=,|$)/gy;
const EMPTY_ELEMENTS = /^[ \t,]*$/;

type Condition = "if-match" | "if-none-match";

/**
 * The preconditions of a write; undefined if it has none. Throws a 400 for a malformed one, because
 * ignoring it could overwrite a version that the client wants to protect. Resources have no modification
 * date, so preconditions with dates are ignored (RFC 9110, sections 13.1.3 and 13.1.4).
 */
export function preconditionsOf({ headers }: FastifyRequest): Preconditions | undefined {
  if (!hasPreconditions(headers)) return undefined;
  return { match: tagsOf(headers, "if-match"), noneMatch: tagsOf(headers, "if-none-match") };
}

/**
 * The first precondition of a read that is false. A malformed `If-None-Match` is ignored, because a
 * complete response is always correct.
 */
export function failedRead(
  { headers }: FastifyRequest,
  etag: string,
): ReturnType<typeof falseCondition> {
  if (!hasPreconditions(headers)) return undefined;
  const noneMatch = headers["if-none-match"];
  const preconditions = {
    match: tagsOf(headers, "if-match"),
    noneMatch: noneMatch === undefined ? undefined : parseTags(noneMatch, "weak"),
  };
  return falseCondition(preconditions, [etag], true);
}

/**
 * Responds to a GET with JSON and its entity tag, the hash of its bytes. Sends a 304 if the client already
 * has this version, and throws a 412 if the request requires another version.
 */
export function sendTagged(
  request: FastifyRequest,
  reply: FastifyReply,
  json: string,
): FastifyReply {
  const etag = etagOf(contentHash(json));
  return isUnchanged(request, reply, etag) ? sendUnchanged(reply) : sendJson(reply, json);
}

/** Like `sendTagged`, for JSON in pieces, or for bytes of another media type. */
export async function sendTaggedPieces(
  request: FastifyRequest,
  reply: FastifyReply,
  pieces: readonly Uint8Array[],
  type?: string,
): Promise<FastifyReply> {
  const etag = etagOf(await hashPieces(pieces));
  if (isUnchanged(request, reply, etag)) return sendUnchanged(reply);
  return sendPieces(reply, pieces, type);
}

/** Responds to a write with the stored JSON and its entity tag. */
export const sendStored = (reply: FastifyReply, json: string): FastifyReply =>
  sendJson(reply.header("etag", etagOf(contentHash(json))), json);

/** Like `sendStored`, for JSON in pieces. */
export const sendStoredPieces = async (
  reply: FastifyReply,
  pieces: readonly Uint8Array[],
): Promise<FastifyReply> =>
  sendPieces(reply.header("etag", etagOf(await hashPieces(pieces))), pieces);

/** Sets the entity tag. Returns whether the client has this version. Throws a 412 if it requires another. */
export function isUnchanged(request: FastifyRequest, reply: FastifyReply, etag: string): boolean {
  const failed = failedRead(request, etag);
  if (failed === "If-Match") throw new PreconditionFailedError(failed, true);
  reply.header("etag", etag);
  return failed !== undefined;
}

/**
 * Sends a 304, without headers that describe a body, such as the media type. For a HEAD
 * request, Fastify would state the length of a body other than a stream: 0, which is false.
 */
export const sendUnchanged = (reply: FastifyReply): FastifyReply =>
  reply.code(304).send(reply.request.method === "HEAD" ? Readable.from([]) : undefined);

const hasPreconditions = (headers: IncomingHttpHeaders): boolean =>
  headers["if-match"] !== undefined || headers["if-none-match"] !== undefined;

function tagsOf(headers: IncomingHttpHeaders, condition: Condition): Tags | undefined {
  const header = headers[condition];
  if (header === undefined) return undefined;
  // `If-Match` uses the strong comparison, in which a weak tag matches nothing (RFC 9110, section 13.1.1).
  const tags = parseTags(header, condition === "if-match" ? "strong" : "weak");
  if (tags) return tags;
  const name = condition === "if-match" ? "If-Match" : "If-None-Match";
  throw new HttpError(400, `${name} must be * or a list of entity tags in double quotes`);
}

/** Parses `*` or a list of tags; undefined if it is malformed. Weak tags are compared without `W/`. */
export function parseTags(header: string, comparison: "strong" | "weak"): Tags | undefined {
  const text = header.trim();
  if (text === "*") return "any";
  const tags: string[] = [];
  let end = 0;
  for (const [matched, weak, tag] of text.matchAll(TAG)) {
    end += matched.length;
    if (!weak || comparison === "weak") tags.push(tag!);
  }
  return end > 0 && EMPTY_ELEMENTS.test(text.slice(end)) ? tags : undefined;
}
