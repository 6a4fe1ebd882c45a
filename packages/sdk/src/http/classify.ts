import { BrandedError } from "../models/errors/branded-error.js";
import {
  ConnectionError,
  type HTTPClientError,
  RequestAbortedError,
  RequestTimeoutError,
  UnexpectedClientError,
} from "../models/errors/http-client-errors.js";
import type { CallError } from "./call-error.js";
import { explain, type Mask, scrub } from "./redact.js";

/** What browsers, Deno and workerd say of a connection that failed; Node and Bun give codes. */
const CONNECTION = /(fetch|load) failed|to fetch|network|connect|terminated/i;

/**
 * Gives what was thrown on the way its place among the errors of this package.
 * @param kind the place, where it is known
 */
export function classify(error: unknown, mask: Mask, kind?: typeof HTTPClientError): CallError {
  try {
    if (error instanceof BrandedError) return error as CallError;
    return new (kind ?? kindOf(error))(explain(error, mask), { cause: scrub(error, mask) });
  } catch {
    // Not even looking at it is possible.
    return new UnexpectedClientError("Unknown");
  }
}

function kindOf(error: unknown): typeof HTTPClientError {
  const { name, code, message, cause } = Object(error);
  const reason = code ?? Object(cause).code;
  if (name === "AbortError") return RequestAbortedError;
  if (name === "TimeoutError" || /_TIMEOUT$/.test(reason)) return RequestTimeoutError;
  // Node's own codes tell of a mistake in a program: a body read twice, say.
  return reason?.startsWith?.("ERR_") === false || CONNECTION.test(message)
    ? ConnectionError
    : UnexpectedClientError;
}
