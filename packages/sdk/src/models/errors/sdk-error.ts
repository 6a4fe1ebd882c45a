import { SyllableSDKError } from "./syllable-sdk-error.js";

/**
 * The response has an error status, or a status or media type that the operation does not define.
 */
export class SDKError extends SyllableSDKError {
  static override readonly brand: string = "SDKError";
}
