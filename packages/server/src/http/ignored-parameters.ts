import type { FastifyInstance, FastifyRequest } from "fastify";
import { type Operation, platformOperations, shorten, wireFields } from "syllable-contract";
import { pathOf } from "./route.js";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The query parameters of an operation that ignores all others. */
    knownParameters?: ReadonlySet<string>;
  }
}

const HEADER = "syllable-ignored-parameters";

/** The most names in the header, and the most characters of each. */
const MAX_NAMES = 20;
const MAX_NAME_LENGTH = 100;

/**
 * Operations of the platform ignore unknown query parameters, as the platform does. Other operations
 * reject them.
 */
export function ignoreUnknownParameters(app: FastifyInstance): void {
  const operations = new Map(
    platformOperations.map((operation) => [`${operation.method} ${pathOf(operation)}`, operation]),
  );
  app.addHook("onRoute", (route) => {
    const method = [route.method].flat()[0] === "HEAD" ? "GET" : [route.method].flat()[0];
    const operation = operations.get(`${method} ${route.url}`);
    if (operation)
      route.config = { ...route.config, knownParameters: queryParametersOf(operation) };
  });
}

const queryParametersOf = ({ path, request }: Operation): ReadonlySet<string> =>
  new Set([...wireFields(request).keys()].filter((name) => !path.includes(`{${name}}`)));

/** Removes the unknown parameters from the query of a request, and returns their names. */
export function removeUnknown(request: FastifyRequest, known: ReadonlySet<string>): string[] {
  const query = request.query as Record<string, unknown>;
  const unknown = Object.keys(query).filter((name) => !known.has(name));
  for (const name of unknown) delete query[name];
  return unknown;
}

/**
 * The header that names ignored parameters: percent-encoded, separated by commas. If there are too many,
 * it ends with `...`.
 */
export function ignoredHeader(names: readonly string[]): Record<string, string> {
  const listed = names.slice(0, MAX_NAMES).map(encode);
  if (names.length > MAX_NAMES) listed.push("...");
  return { [HEADER]: listed.join(", ") };
}

const encode = (name: string): string =>
  // Unpaired surrogates cannot be encoded.
  encodeURIComponent(shorten(name, MAX_NAME_LENGTH).replace(/\p{Surrogate}/gu, "\ufffd"));
