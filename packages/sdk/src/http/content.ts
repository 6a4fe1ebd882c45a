import { encode } from "#contract/convert.js";
import type { Operation } from "#contract/operation.js";
import type { Model } from "#contract/schema.js";

/** The body of a request. */
export interface Content {
  readonly body: string | Blob | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
  /** Its media type; a `Blob` may tell its own. */
  readonly type?: string | undefined;
  /** What `fetch` wants to be told of a stream. */
  readonly duplex?: "half" | undefined;
}

/** Makes the body of an operation from its model. */
export const jsonContent =
  ({ body }: Operation, value: unknown): (() => Content) =>
  () => ({ body: JSON.stringify(encode(body as Model, value)), type: "application/json" });
