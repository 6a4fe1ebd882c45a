import type { FastifyRequest } from "fastify";
import { readQuery, type ValidationError } from "#contract/check.js";
import type { Infer, Model } from "#contract/schema.js";
import { Failure } from "../failure.js";

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
