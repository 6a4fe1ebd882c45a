import type { ValidationError } from "../components/index.js";
import { type HTTPMeta, SyllableSDKError } from "./syllable-sdk-error.js";

/** The body of a 422 answer. */
export type HTTPValidationErrorData = { detail?: ValidationError[] | undefined };

/** The service found the request's values wrong (422) and says which and why. */
export class HTTPValidationError extends SyllableSDKError {
  static override readonly brand: string = "HTTPValidationError";
  /** What was wrong, value by value. */
  declare readonly detail?: ValidationError[] | undefined;
  /** The body of the answer. */
  declare readonly data$: HTTPValidationErrorData;

  /** @throws {TypeError} where the data are not of the promised shape */
  constructor(data: HTTPValidationErrorData, meta: HTTPMeta) {
    const faults = data.detail!.map(({ loc, msg }) => `${loc.join(".")}: ${msg}`);
    super(`HTTP ${meta.response.status}: ${faults.join("; ")}`, meta);
    this.data$ = data;
    this.detail = data.detail;
  }
}
