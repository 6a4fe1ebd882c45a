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

/**
 * The messages of browsers, Deno and workerd for a failed connection. Node and Bun set error codes.
 */
const CONNECTION = /(fetch|load) failed|to fetch|network|connect|terminated/i;

/**
 * Converts a thrown value to an error of this package.
 * @param fallback its class, if its properties do not say more
 */
export function classify(
  error: unknown,
  mask: Mask,
  fallback: typeof HTTPClientError = UnexpectedClientError,
): CallError {
  try {
    if (error instanceof BrandedError) return error as CallError;
    return new (kindOf(error, fallback))(explain(error, mask), {
      cause: scrub(error, mask),
    });
  } catch {
    // Reading its properties throws.
    return new fallback("Unknown");
  }
}

/**
 * The class for a thrown value that is not an error of this package.
 * @throws the error of a getter of the value, if one throws
 */
export function kindOf(error: unknown, fallback: typeof HTTPClientError): typeof HTTPClientError {
  const { name, code, message, cause } = Object(error);
  const reason = code ?? Object(cause).code;
  if (name === "AbortError") return RequestAbortedError;
  if (name === "TimeoutError" || /_TIMEOUT$/.test(reason)) return RequestTimeoutError;
  // Codes that start with ERR_ are programming errors, such as a body that is read twice.
  return reason?.startsWith?.("ERR_") === false || CONNECTION.test(message)
    ? ConnectionError
    : fallback;
}
