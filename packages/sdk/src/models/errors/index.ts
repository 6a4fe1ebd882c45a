export {
  isConnectionError,
  isHTTPClientError,
  isHTTPValidationError,
  isInvalidRequestError,
  isRequestAbortedError,
  isRequestTimeoutError,
  isResponseTooLargeError,
  isResponseValidationError,
  isSDKError,
  isSDKValidationError,
  isSyllableSDKError,
  isUnexpectedClientError,
} from "./guards.js";
export {
  ConnectionError,
  HTTPClientError,
  InvalidRequestError,
  RequestAbortedError,
  RequestTimeoutError,
  UnexpectedClientError,
} from "./http-client-errors.js";
export { HTTPValidationError, type HTTPValidationErrorData } from "./http-validation-error.js";
export { ResponseTooLargeError } from "./response-too-large-error.js";
export { ResponseValidationError } from "./response-validation-error.js";
export { SDKError } from "./sdk-error.js";
export { SDKValidationError } from "./sdk-validation-error.js";
export { type HTTPMeta, SyllableSDKError } from "./syllable-sdk-error.js";
