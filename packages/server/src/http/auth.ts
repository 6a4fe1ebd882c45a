import type { FastifyRequest, onRequestAsyncHookHandler } from "fastify";
import { Failure } from "../failure.js";
import { allows, type Keys } from "../services/keys.js";
import type { ApiKey, Scope } from "../store/port.js";

declare module "fastify" {
  interface FastifyRequest {
    /** The key of the caller; set on every route that asks for one. */
    apiKey: ApiKey;
  }
}

const HEADER = "syllable-api-key";

/** The caller's key, undefined where none is sent. Throws a 401 for an unknown one. */
export async function keyOf(keys: Keys, request: FastifyRequest): Promise<ApiKey | undefined> {
  const secret = request.headers[HEADER];
  if (typeof secret !== "string" || secret === "") return undefined;
  const key = await keys.find(secret);
  if (!key) throw new Failure(401, "the Syllable-API-Key header has no key of this service");
  return key;
}

/** Lets a request pass only with a key of this scope. */
export const requireScope =
  (keys: Keys, scope: Scope): onRequestAsyncHookHandler =>
  async (request) => {
    const key = await keyOf(keys, request);
    if (!key) throw new Failure(401, "a Syllable-API-Key header is needed");
    if (!allows(key, scope)) {
      throw new Failure(
        403,
        `this needs a key of scope ${scope}; the one sent has scope ${key.scope}`,
      );
    }
    request.apiKey = key;
  };
