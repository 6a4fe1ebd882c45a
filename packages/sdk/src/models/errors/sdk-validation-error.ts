import { hide } from "./syllable-sdk-error.js";

/** An argument that an operation does not take; nothing was sent. The message says which. */
export class SDKValidationError extends Error {
  override name = "SDKValidationError";
  /** The request as given. Not enumerable: it may hold a token. */
  declare readonly rawValue: unknown;

  constructor(message: string, rawValue: unknown) {
    super(`Invalid request: ${message}`);
    hide(this, "rawValue", rawValue);
  }

  /** The fault in a form for people. */
  pretty(): string {
    return this.message;
  }
}
