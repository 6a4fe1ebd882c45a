import type { FastifyRequest } from "fastify";
import type { Operation } from "syllable-contract";
import { HttpError } from "./http-error.js";

/** The path parameters of routes below a session. */
export interface SessionRoute {
  Params: { session_id: string };
}

/** The path parameters of routes of one recording. */
export interface RecordingRoute {
  Params: { session_id: string; name: string };
}

/** An operation's path as Fastify writes it: `/sessions/:session_id`. */
export const pathOf = (operation: Operation): string => operation.path.replace(/\{(\w+)\}/g, ":$1");

/** The error of a request that no route handles. */
export const routeErrorOf = (request: FastifyRequest): HttpError | undefined =>
  request.is404 ? routeNotFound(request) : undefined;

export function routeNotFound({ method, url }: FastifyRequest): HttpError {
  const path = url.split("?")[0]!.slice(0, 200);
  // HEAD has the same content length as GET.
  const named = method === "HEAD" ? "GET" : method;
  return new HttpError(404, `route ${named} ${path} not found; see /docs or /openapi.json`);
}
