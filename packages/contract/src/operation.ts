import type { Infer, Model } from "./schema.js";

/** What an operation takes as its body or gives as its result, where that is not a model. */
export type Payload = "bytes" | "ndjson" | "none";

/**
 * An operation of the API, declared once; the SDK's function and the service's route hang on it.
 * A field of `request` is a path parameter where `path` names it, and a query parameter elsewhere.
 */
export interface Operation<Q extends Model = Model, R extends Model | Payload = Model | Payload> {
  /** The operation's id, such as `sessions_list`. */
  readonly id: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** The path, with `{wire_name}` for each path parameter. */
  readonly path: string;
  readonly request: Q;
  /** What the request carries as its body. Default none. */
  readonly body?: Model | Payload;
  readonly result: R;
  /** Whether it answers 201, not 200, where something new came to be. */
  readonly creates?: boolean;
  /** The failures that it may answer with beside 401, 403 and 422. */
  readonly errors: readonly number[];
}

export const operation = <const Q extends Model, const R extends Model | Payload>(
  declared: Operation<Q, R>,
): Operation<Q, R> => declared;

export type RequestOf<O> = O extends Operation<infer Q, Model | Payload> ? Infer<Q> : never;
export type ResultOf<O> =
  O extends Operation<Model, infer R>
    ? R extends Model
      ? Infer<R>
      : R extends "bytes"
        ? ReadableStream<Uint8Array>
        : undefined
    : never;
