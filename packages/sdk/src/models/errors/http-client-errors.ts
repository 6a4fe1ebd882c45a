import { BrandedError } from "./branded-error.js";

/** Base of the errors of calls that ended without an answer. */
export class HTTPClientError extends BrandedError {
  static override readonly brand: string = "HTTPClientError";
}

/** Something unforeseen: a hook that threw, say. The cause tells what. */
export class UnexpectedClientError extends HTTPClientError {
  static override readonly brand: string = "UnexpectedClientError";
}

/** The request could not be made from what was given: a server's URL or a header, say. */
export class InvalidRequestError extends HTTPClientError {
  static override readonly brand: string = "InvalidRequestError";
}

/** The caller's signal ended the call. */
export class RequestAbortedError extends HTTPClientError {
  static override readonly brand: string = "RequestAbortedError";
}

/** The answer took longer than `timeoutMs`. */
export class RequestTimeoutError extends HTTPClientError {
  static override readonly brand: string = "RequestTimeoutError";
}

/** The server could not be reached, or the connection broke. */
export class ConnectionError extends HTTPClientError {
  static override readonly brand: string = "ConnectionError";
}
