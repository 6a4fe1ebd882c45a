import * as errors from "syllable-sdk/models/errors";
import { CommandError, ExitCode } from "../errors.js";

/** What a failed call means for the user; undefined if the error is not one of the SDK. */
export function describeCallError(error: unknown): CommandError | undefined {
  if (error instanceof errors.HTTPValidationError) {
    const details = (error.detail ?? []).map(({ loc, msg }) => `${loc.at(-1)} ${msg}`);
    return new CommandError(`the server rejected the request: ${details.join("; ")}`);
  }
  if (error instanceof errors.SyllableSDKError) return ofStatus(error);
  if (error instanceof errors.HTTPClientError) {
    const message = `can't reach the server: ${error.message}; check --base-url and the network`;
    return new CommandError(message, ExitCode.Unavailable);
  }
  if (error instanceof errors.SDKValidationError) return new CommandError(error.message);
  return undefined;
}

function ofStatus(error: errors.SyllableSDKError): CommandError {
  const { statusCode, headers } = error;
  const requestId = headers.get("x-request-id");
  const reason = reasonOf(error.body) ?? error.message;
  const message = `${reason} (status ${statusCode}${requestId ? `, request ${requestId}` : ""})`;
  return new CommandError(message, exitCodeOf(statusCode));
}

function exitCodeOf(status: number): ExitCode {
  if (status === 401 || status === 403) return ExitCode.Unauthorized;
  if (status === 404) return ExitCode.NotFound;
  if (status === 408 || status === 429 || status >= 500) return ExitCode.Unavailable;
  return ExitCode.Failure;
}

function reasonOf(body: string): string | undefined {
  try {
    const { detail } = JSON.parse(body);
    return typeof detail === "string" ? detail : undefined;
  } catch {
    return undefined;
  }
}
