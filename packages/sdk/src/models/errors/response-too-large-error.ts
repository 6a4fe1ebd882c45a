import { SyllableSDKError } from "./syllable-sdk-error.js";

/** A response with more bytes than the call may read. The rest was not read; `body` is empty. */
export class ResponseTooLargeError extends SyllableSDKError {
  static override readonly brand: string = "ResponseTooLargeError";
}
