import type * as errors from "../models/errors/index.js";

/** Everything that a function's result may hold as its error and a method may throw. */
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
