import type { FastifyRequest, onRequestHookHandler } from "fastify";
import { ForbiddenError, InvalidCredentialError } from "../errors.js";
import { allows, type Keys } from "../keys/keys.js";
import type { ApiKey, Scope } from "../store/port.js";
import { HttpError } from "./http-error.js";

declare module "fastify" {
  interface FastifyRequest {
    /** The caller's key. Set on every route that requires one. */
    apiKey: ApiKey;
  }
}

const HEADER = "syllable-api-key";

/**
 * The caller's key, or undefined if none is sent. Fails with a 401 if the key is invalid, and with a
 * 429 if there are too many requests. A cached key is returned without a promise, because a promise
 * slows short requests by a few percent.
 */
export function keyOf(
  keys: Keys,
  request: FastifyRequest,
): ApiKey | undefined | Promise<ApiKey | undefined> {
  const secret = request.headers[HEADER];
  if (typeof secret !== "string" || secret === "") return undefined;
  const found = keys.find(secret, () => request.server.rateLimits.checkAddress(request));
  if (found instanceof Promise) return found.then((key) => counted(request, key));
  return counted(request, found);
}

/** Rejects requests without a key that has this scope. */
export const requireScope =
  (keys: Keys, scope: Scope): onRequestHookHandler =>
  (request, _reply, done) => {
    const key = keyOf(keys, request);
    if (key instanceof Promise) key.then((found) => done(scopeErrorOf(found, scope)), done);
    else done(scopeErrorOf(key, scope));
  };

function counted(request: FastifyRequest, key: ApiKey | undefined): ApiKey | Promise<ApiKey> {
  if (!key) {
    throw new InvalidCredentialError("API key", "invalid API key");
  }
  request.apiKey = key;
  return request.server.rateLimits.countRequest(request)?.then(() => key) ?? key;
}

function scopeErrorOf(
  key: ApiKey | undefined,
  scope: Scope,
): HttpError | ForbiddenError | undefined {
  if (!key) {
    return new HttpError(401, "no API key; send one in the Syllable-API-Key header");
  }
  if (allows(key, scope)) return undefined;
  return new ForbiddenError(
    `this request requires an API key with scope ${scope}; yours has scope ${key.scope}`,
  );
}
