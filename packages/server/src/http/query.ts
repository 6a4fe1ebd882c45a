import type { FastifyRequest, preHandlerHookHandler } from "fastify";
import {
  addValidationError,
  type Infer,
  type Model,
  readQuery,
  type ValidationError,
} from "syllable-contract";
import { InvalidInputError } from "../errors.js";
import { ignoredHeader, removeUnknown } from "./ignored-parameters.js";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Whether the route reads its query parameters and validates them itself. */
    readsQuery?: boolean;
  }
}

/** Ignores or rejects unknown query parameters, depending on the operation. */
export const checkQuery: preHandlerHookHandler = (request, reply, done) => {
  const names = Object.keys(request.query as object);
  if (names.length === 0) return done();
  const { knownParameters, readsQuery } = request.routeOptions.config;
  if (knownParameters) {
    const ignored = removeUnknown(request, knownParameters);
    if (ignored.length > 0) reply.headers(ignoredHeader(ignored));
    return done();
  }
  done(readsQuery ? undefined : unknownParameters(names));
};

function unknownParameters(names: readonly string[]): InvalidInputError {
  const errors: ValidationError[] = [];
  const msg = "is not a known query parameter";
  for (const name of names) {
    if (!addValidationError(errors, { loc: ["query", name], msg, type: "extra_forbidden" })) break;
  }
  return new InvalidInputError(errors);
}

/** The query parameters of a request, with every validation error in them. */
export const readQueryOf = <M extends Model>(
  request: FastifyRequest,
  schema: M,
): { value: Infer<M>; errors: ValidationError[] } =>
  readQuery(schema, request.query as Record<string, string | string[]>);

/** The query parameters of a request. Throws an `InvalidInputError` with every validation error. */
export function queryOf<M extends Model>(request: FastifyRequest, schema: M): Infer<M> {
  const { value, errors } = readQueryOf(request, schema);
  if (errors.length > 0) throw new InvalidInputError(errors);
  return value;
}
