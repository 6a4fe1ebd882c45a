import type { FastifyReply, FastifyRequest, onRequestHookHandler } from "fastify";
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

type Found = ApiKey | undefined | Promise<ApiKey | undefined>;

/**
 * The key in the header of a request, or undefined if none is sent. Fails with a 401 if the key is invalid,
 * and with a 429 if there are too many requests. A cached key is returned without a promise, because a
 * promise slows short requests by a few percent.
 */
export function keyOf(keys: Keys, request: FastifyRequest): Found {
  const secret = request.headers[HEADER];
  if (typeof secret !== "string" || secret === "") return undefined;
  return keyOfSecret(keys, request, secret);
}

/** The key with this secret. Counts as a request with the key; see `keyOf`. */
export function keyOfSecret(
  keys: Keys,
  request: FastifyRequest,
  secret: string,
): ApiKey | Promise<ApiKey> {
  const found = keys.find(secret, () => request.server.rateLimits.checkAddress(request, "API key"));
  if (found instanceof Promise) return found.then((key) => counted(request, key));
  return counted(request, found);
}

/** Rejects requests without a key that has this scope, in the header or of a browser session. */
export const requireScope = (keys: Keys, scope: Scope): onRequestHookHandler =>
  requireKey(scope, (request, reply) => keyOf(keys, request) ?? browserKeyOf(request, reply));

/** Rejects requests without a key in the header. A browser session is not enough. */
export const requireHeaderKey = (keys: Keys): onRequestHookHandler =>
  requireKey("read", (request) => keyOf(keys, request));

const requireKey =
  (
    scope: Scope,
    find: (request: FastifyRequest, reply: FastifyReply) => Found,
  ): onRequestHookHandler =>
  (request, reply, done) => {
    const key = find(request, reply);
    if (key instanceof Promise) key.then((found) => done(scopeErrorOf(found, scope)), done);
    else done(scopeErrorOf(key, scope));
  };

/** The key of the browser session of a request. */
function browserKeyOf(request: FastifyRequest, reply: FastifyReply): Found {
  const session = request.server.browserAuth.sessionOf(request, reply);
  if (session instanceof Promise) return session.then(({ key }) => counted(request, key));
  return session && counted(request, session.key);
}

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
