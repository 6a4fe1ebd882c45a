import type { Described, Infer, Model } from "./schema.js";

/** The body or the result of an operation that is not a model. */
export type Payload = "bytes" | "ndjson" | "none";

/**
 * An operation of the API. The function of the SDK and the route of the service both use it.
 * A field of `request` is a path parameter if `path` names it, and a query parameter otherwise.
 */
export interface Operation<Q extends Model = Model, R extends Model | Payload = Model | Payload>
  extends Described {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** The path, with `{wire_name}` for each path parameter. */
  readonly path: string;
  readonly request: Q;
  /** The body of the request. Default: none. */
  readonly body?: Model | Payload;
  readonly result: R;
}

/** Details of an operation that only the documentation needs. */
export interface OperationDetails {
  /** The operation's id, such as `sessions_list`. */
  readonly id: string;
  /** Whether the status is 201 instead of 200 if something was created. */
  readonly creates?: boolean;
  /** Whether the result is also available in a binary format, as `application/octet-stream`. */
  readonly hasBinaryForm?: boolean;
  /** The only credential that it takes. Default: an API key or a browser session. */
  readonly credential?: "API key" | "browser session" | "none";
  /** Whether its resource has an entity tag, so that requests may have preconditions. */
  readonly hasEtag?: boolean;
  /** The error statuses that it may return besides 401, 403 and 422. */
  readonly errors: readonly number[];
}

/** An operation with its documentation. */
export type DocumentedOperation = Operation & OperationDetails;

export const operation = /* @__NO_SIDE_EFFECTS__ */ <
  const Q extends Model,
  const R extends Model | Payload,
>(
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
