import { SyllableSDKError } from "./syllable-sdk-error.js";

/** The response is larger than `maxResponseBytes`. The rest was not read; `body` is empty. */
export class ResponseTooLargeError extends SyllableSDKError {
  static override readonly brand: string = "ResponseTooLargeError";
}
