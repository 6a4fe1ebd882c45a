import { encode, MismatchError, type Model, type Operation } from "syllable-contract";
import { SDKValidationError } from "../models/errors/sdk-validation-error.js";

/** The body of a request. */
export interface Content {
  readonly body: string | Blob | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
  /** Its media type; a `Blob` may tell its own. */
  readonly type?: string | undefined;
  /** What `fetch` wants to be told of a stream. */
  readonly duplex?: "half" | undefined;
}

/** Makes the body of an operation from its model. The error of one that does not fit holds it. */
export const jsonContent =
  ({ body }: Operation, value: unknown): (() => Content) =>
  () => {
    try {
      return { body: JSON.stringify(encode(body as Model, value)), type: "application/json" };
    } catch (error) {
      if (!(error instanceof MismatchError)) throw error;
      throw new SDKValidationError(error.message.trim(), value);
    }
  };
