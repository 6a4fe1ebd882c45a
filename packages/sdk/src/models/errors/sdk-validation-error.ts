import { BrandedError, hide } from "./branded-error.js";

/** An argument that an operation does not take; nothing was sent. The message says which. */
export class SDKValidationError extends BrandedError {
  static override readonly brand: string = "SDKValidationError";
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
