import type { ValidationError } from "../components/index.js";
import { type HTTPMeta, SyllableSDKError } from "./syllable-sdk-error.js";

/** The body of a 422 response. */
export type HTTPValidationErrorData = { detail?: ValidationError[] | undefined };

/** The service rejected values of the request (422). */
export class HTTPValidationError extends SyllableSDKError {
  static override readonly brand: string = "HTTPValidationError";
  /** One entry per rejected value. */
  declare readonly detail?: ValidationError[] | undefined;
  /** The body of the response. */
  declare readonly data$: HTTPValidationErrorData;

  /** @throws {TypeError} if the data is not a list of validation errors */
  constructor(data: HTTPValidationErrorData, meta: HTTPMeta) {
    const messages = data.detail!.map(({ loc, msg }) => `${loc.join(".")}: ${msg}`);
    super(`HTTP ${meta.response.status}: ${messages.join("; ")}`, meta);
    this.data$ = data;
    this.detail = data.detail;
  }
}
