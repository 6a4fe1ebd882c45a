import { encode } from "#contract/convert.js";
import type { Operation } from "#contract/operation.js";

/** The body of a request. A stream can be sent once only, so that such a call is not retried. */
export interface Content {
  readonly body: string | Blob | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
  /** Its media type; a `Blob` may tell its own. */
  readonly type?: string | undefined;
}

/** The body of an operation, from its model or, where it has none, as given. */
export function contentOf({ body }: Operation, given: unknown): Content | undefined {
  if (typeof body !== "object") return given as Content | undefined;
  return { body: JSON.stringify(encode(body, given)), type: "application/json" };
}

export const isStream = (content: Content | undefined): boolean =>
  content?.body instanceof ReadableStream;
