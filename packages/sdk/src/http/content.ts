import { encode, type Model, type Operation } from "syllable-contract";
import { SDKValidationError } from "../models/errors/sdk-validation-error.js";

/** `Uint8Array<ArrayBuffer>`, which TypeScript before 5.7 rejects. */
type Bytes = ReturnType<Uint8ArrayConstructor["of"]>;

/** The body of a request. */
export interface Content {
  readonly body: string | Blob | Bytes | ReadableStream<Uint8Array>;
  /** The media type. A `Blob` has its own. */
  readonly type?: string | undefined;
  /** `fetch` requires this for a stream. */
  readonly duplex?: "half" | undefined;
}

/**
 * Encodes the body of an operation. The error of an invalid body has it as its `rawValue`. Its unknown
 * fields may have values that JSON cannot represent, such as a `bigint`.
 */
export const jsonContent =
  ({ body }: Operation, value: unknown): (() => Content) =>
  () => {
    try {
      return {
        body: JSON.stringify(encode(body as Model, value, "request")),
        type: "application/json",
      };
    } catch (error) {
      throw new SDKValidationError((error as Error).message, value);
    }
  };
