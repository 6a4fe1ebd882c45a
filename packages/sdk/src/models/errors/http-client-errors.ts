/** Base of the errors of calls that ended without an answer. */
export class HTTPClientError extends Error {
  override name = "HTTPClientError";
}

/** Something unforeseen: a hook that threw, say. The cause tells what. */
export class UnexpectedClientError extends HTTPClientError {
  override name = "UnexpectedClientError";
}

/** The request could not be made from what was given: a server's URL or a header, say. */
export class InvalidRequestError extends HTTPClientError {
  override name = "InvalidRequestError";
}

/** The caller's signal ended the call. */
export class RequestAbortedError extends HTTPClientError {
  override name = "RequestAbortedError";
}

/** The answer took longer than `timeoutMs`. */
export class RequestTimeoutError extends HTTPClientError {
  override name = "RequestTimeoutError";
}

/** The server could not be reached, or the connection broke. */
export class ConnectionError extends HTTPClientError {
  override name = "ConnectionError";
}
