import { hide } from "./branded-error.js";
import { type HTTPMeta, SyllableSDKError } from "./syllable-sdk-error.js";

/** The response does not match its documented model. The message says where. */
export class ResponseValidationError extends SyllableSDKError {
  static override readonly brand: string = "ResponseValidationError";
  /** The value that was received. Not enumerable, because it may be large. */
  declare readonly rawValue: unknown;
  /** The message without the prefix of this class. */
  declare readonly rawMessage: string;

  constructor(message: string, meta: HTTPMeta & { rawValue: unknown }) {
    super(`Unexpected response: ${message}`, meta);
    hide(this, "rawMessage", message);
    hide(this, "rawValue", meta.rawValue);
  }

  /** The error as readable text. */
  pretty(): string {
    return this.message;
  }
}
