import type { ServerResponse } from "node:http";
import type { FastifyReply } from "fastify";
import { HttpError } from "./http-error.js";

const signals = new WeakMap<ServerResponse, AbortSignal>();

/** A signal that aborts if the client disconnects before its response is sent. */
export function disconnectOf({ raw }: FastifyReply): AbortSignal {
  const existing = signals.get(raw);
  if (existing) return existing;
  const disconnect = new AbortController();
  raw.once("close", () => {
    if (!raw.writableFinished) disconnect.abort(new HttpError(499, "the client disconnected"));
  });
  signals.set(raw, disconnect.signal);
  return disconnect.signal;
}
