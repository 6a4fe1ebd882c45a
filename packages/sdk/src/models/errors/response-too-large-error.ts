import { SyllableSDKError } from "./syllable-sdk-error.js";

/** The response has more bytes than the call may read. The rest was not read; `body` is empty. */
export class ResponseTooLargeError extends SyllableSDKError {
  static override readonly brand: string = "ResponseTooLargeError";
}
