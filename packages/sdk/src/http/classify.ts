import {
  ConnectionError,
  HTTPClientError,
  RequestAbortedError,
  RequestTimeoutError,
  UnexpectedClientError,
} from "../models/errors/http-client-errors.js";
import { SDKValidationError } from "../models/errors/sdk-validation-error.js";
import { SyllableSDKError } from "../models/errors/syllable-sdk-error.js";
import type { CallError } from "./call-error.js";
import { explain, type Mask, scrub } from "./redact.js";

/** What Node, Bun, Deno, workerd and the browsers say of a connection that failed or broke. */
const CONNECTION =
  /fetch failed|failed to fetch|load failed|network|connect|socket|terminated|sending request/i;

/** Gives what was thrown on the way its place among the errors of this package. */
export function classify(error: unknown, mask: Mask): CallError {
  if (
    error instanceof HTTPClientError ||
    error instanceof SyllableSDKError ||
    error instanceof SDKValidationError
  ) {
    return error as CallError;
  }
  const { name, code, message, cause } = Object(error) as Error & { code?: unknown };
  const root = Object(cause) as { code?: unknown };
  const codes = `${code} ${root.code}`;
  const options = { cause: scrub(error, mask) };
  const text = explain(error, mask);
  if (name === "AbortError") return new RequestAbortedError(`Aborted: ${text}`, options);
  if (name === "TimeoutError" || /_TIMEOUT\b/.test(codes)) {
    return new RequestTimeoutError(`Timed out: ${text}`, options);
  }
  if (typeof (code ?? root.code) === "string" || CONNECTION.test(message)) {
    return new ConnectionError(`Connection failed: ${text}`, options);
  }
  return new UnexpectedClientError(`Unexpected failure: ${text}`, options);
}
