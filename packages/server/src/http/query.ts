import type { FastifyRequest, preHandlerHookHandler } from "fastify";
import { readQuery, type ValidationError } from "#contract/check.js";
import type { Infer, Model } from "#contract/schema.js";
import { Failure } from "../failure.js";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Whether the route reads its query, and says itself what is wrong there. */
    readsQuery?: boolean;
  }
}

/** Refuses the query of a route that reads none. */
export const refuseQuery: preHandlerHookHandler = (request, _reply, done) => {
  const names =
    request.is404 || request.routeOptions.config.readsQuery
      ? []
      : Object.keys(request.query as Record<string, string>);
  if (names.length === 0) return done();
  const errors = names.map((name) => ({
    loc: ["query", name],
    msg: "is not known here",
    type: "extra_forbidden",
  }));
  done(new Failure(422, errors));
};

/** The parameters of a request's query, and every fault in them. */
export const readQueryOf = <M extends Model>(
  request: FastifyRequest,
  schema: M,
): { value: Infer<M>; errors: ValidationError[] } =>
  readQuery(schema, request.query as Record<string, string | string[]>);

/** The parameters of a request's query. Throws a 422 that names every fault. */
export function queryOf<M extends Model>(request: FastifyRequest, schema: M): Infer<M> {
  const { value, errors } = readQueryOf(request, schema);
  if (errors.length > 0) throw new Failure(422, errors);
  return value;
}
