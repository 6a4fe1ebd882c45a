import { BrandedError, hide } from "./branded-error.js";

/** An argument is invalid. Nothing was sent. The message says which argument. */
export class SDKValidationError extends BrandedError {
  static override readonly brand: string = "SDKValidationError";
  /** The invalid argument. Not enumerable, because it may contain a token. */
  declare readonly rawValue: unknown;
  /** The message without the prefix of this class. */
  declare readonly rawMessage: string;

  constructor(message: string, rawValue: unknown) {
    super(`Invalid argument: ${message}`);
    hide(this, "rawMessage", message);
    hide(this, "rawValue", rawValue);
  }

  /** The error as readable text. */
  pretty(): string {
    return this.message;
  }
}
