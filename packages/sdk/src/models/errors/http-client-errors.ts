import { BrandedError } from "./branded-error.js";

/** Base of the errors of calls that ended without a complete response. */
export class HTTPClientError extends BrandedError {
  static override readonly brand: string = "HTTPClientError";
}

/** An unexpected error, such as one thrown by a hook. See its `cause`. */
export class UnexpectedClientError extends HTTPClientError {
  static override readonly brand: string = "UnexpectedClientError";
}

/** The request is invalid, because of its server URL or a header, for example. */
export class InvalidRequestError extends HTTPClientError {
  static override readonly brand: string = "InvalidRequestError";
}

/** The caller's signal ended the call. */
export class RequestAbortedError extends HTTPClientError {
  static override readonly brand: string = "RequestAbortedError";
}

/** The call exceeded a time limit. */
export class RequestTimeoutError extends HTTPClientError {
  static override readonly brand: string = "RequestTimeoutError";
}

/** The server could not be reached, or the connection broke. */
export class ConnectionError extends HTTPClientError {
  static override readonly brand: string = "ConnectionError";
}
