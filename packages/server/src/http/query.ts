import type { FastifyRequest } from "fastify";
import { readQuery } from "#contract/check.js";
import type { Infer, Model } from "#contract/schema.js";
import { Failure } from "../failure.js";

/** The parameters of a request's query. Throws a 422 that names every fault. */
export function queryOf<M extends Model>(request: FastifyRequest, schema: M): Infer<M> {
  const { value, errors } = readQuery(schema, request.query as Record<string, string | string[]>);
  if (errors.length > 0) throw new Failure(422, errors);
  return value;
}
