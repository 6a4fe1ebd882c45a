import {
  ConnectionError,
  HTTPClientError,
  InvalidRequestError,
  RequestAbortedError,
  RequestTimeoutError,
  UnexpectedClientError,
} from "./http-client-errors.js";
import { HTTPValidationError } from "./http-validation-error.js";
import { ResponseTooLargeError } from "./response-too-large-error.js";
import { ResponseValidationError } from "./response-validation-error.js";
import { SDKError } from "./sdk-error.js";
import { SDKValidationError } from "./sdk-validation-error.js";
import { SyllableSDKError } from "./syllable-sdk-error.js";

type Class<T> = abstract new (...args: never[]) => T;

/** Whether a value is an error of a class, from any copy of the package. */
export type Guard<T> = (value: unknown) => value is T;

const guard =
  <T>(type: Class<T>): Guard<T> =>
  (value): value is T =>
    value instanceof type;

export const isSyllableSDKError: Guard<SyllableSDKError> = /* @__PURE__ */ guard(SyllableSDKError);
export const isSDKError: Guard<SDKError> = /* @__PURE__ */ guard(SDKError);
export const isHTTPValidationError: Guard<HTTPValidationError> =
  /* @__PURE__ */ guard(HTTPValidationError);
export const isResponseValidationError: Guard<ResponseValidationError> =
  /* @__PURE__ */ guard(ResponseValidationError);
export const isResponseTooLargeError: Guard<ResponseTooLargeError> =
  /* @__PURE__ */ guard(ResponseTooLargeError);
export const isSDKValidationError: Guard<SDKValidationError> =
  /* @__PURE__ */ guard(SDKValidationError);
export const isHTTPClientError: Guard<HTTPClientError> = /* @__PURE__ */ guard(HTTPClientError);
export const isConnectionError: Guard<ConnectionError> = /* @__PURE__ */ guard(ConnectionError);
export const isRequestTimeoutError: Guard<RequestTimeoutError> =
  /* @__PURE__ */ guard(RequestTimeoutError);
export const isRequestAbortedError: Guard<RequestAbortedError> =
  /* @__PURE__ */ guard(RequestAbortedError);
export const isInvalidRequestError: Guard<InvalidRequestError> =
  /* @__PURE__ */ guard(InvalidRequestError);
export const isUnexpectedClientError: Guard<UnexpectedClientError> =
  /* @__PURE__ */ guard(UnexpectedClientError);
