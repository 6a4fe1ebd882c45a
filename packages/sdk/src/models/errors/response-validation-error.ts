import { hide } from "./branded-error.js";
import { type HTTPMeta, SyllableSDKError } from "./syllable-sdk-error.js";

/** An answer that has not the promised shape; the message says where. */
export class ResponseValidationError extends SyllableSDKError {
  static override readonly brand: string = "ResponseValidationError";
  /** What was received in place of what was promised. Not enumerable: it may be large. */
  declare readonly rawValue: unknown;

  constructor(message: string, meta: HTTPMeta & { rawValue: unknown }) {
    super(`Unexpected response: ${message}`, meta);
    hide(this, "rawValue", meta.rawValue);
  }

  /** The fault in a form for people. */
  pretty(): string {
    return this.message;
  }
}
