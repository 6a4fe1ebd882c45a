import type * as errors from "../models/errors/index.js";

/** The errors that a function returns in its result and a method throws. */
export type CallError =
  | errors.HTTPValidationError
  | errors.SDKError
  | errors.ResponseValidationError
  | errors.ResponseTooLargeError
  | errors.SDKValidationError
  | errors.ConnectionError
  | errors.RequestTimeoutError
  | errors.RequestAbortedError
  | errors.InvalidRequestError
  | errors.UnexpectedClientError;
