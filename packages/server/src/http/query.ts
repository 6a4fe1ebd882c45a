import type { FastifyRequest, preHandlerHookHandler } from "fastify";
import {
  addValidationError,
  type Infer,
  type Model,
  readQuery,
  type ValidationError,
} from "syllable-contract";
import { InvalidInputError } from "../errors.js";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Whether the route reads its query parameters and validates them itself. */
    readsQuery?: boolean;
  }
}

/** Rejects query parameters on a route that takes none. */
export const rejectUnknownQuery: preHandlerHookHandler = (request, _reply, done) => {
  const names = Object.keys(request.query as object);
  if (names.length === 0 || request.routeOptions.config.readsQuery) return done();
  const errors: ValidationError[] = [];
  const msg = "is not a known query parameter";
  for (const name of names) {
    if (!addValidationError(errors, { loc: ["query", name], msg, type: "extra_forbidden" })) break;
  }
  done(new InvalidInputError(errors));
};

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
