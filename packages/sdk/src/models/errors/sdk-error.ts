import { SyllableSDKError } from "./syllable-sdk-error.js";

/** An answer with a failure status, or one that the operation does not know. */
export class SDKError extends SyllableSDKError {
  static override readonly brand: string = "SDKError";
}
