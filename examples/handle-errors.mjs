// Handles the errors of a call: a 404, a rejected value, and a server that cannot be reached.
// Run: node examples/handle-errors.mjs
import { SyllableSDK } from "syllable-sdk";
import {
  isHTTPClientError,
  isHTTPValidationError,
  isSyllableSDKError,
} from "syllable-sdk/models/errors";

/** @param {unknown} error */
function report(error) {
  if (isHTTPValidationError(error)) {
    for (const { loc, msg } of error.detail ?? []) console.log(`${loc.join(".")}: ${msg}`);
  } else if (isSyllableSDKError(error)) {
    console.log(error.statusCode, "request id", error.requestId);
  } else if (isHTTPClientError(error)) {
    console.log(error.name);
  } else {
    throw error;
  }
}

const { sessions } = new SyllableSDK();
await sessions.getById({ sessionId: "404404" }).catch(report);
await sessions.list({ limit: 1_000_000 }).catch(report);
await sessions.list({}, { serverURL: "http://127.0.0.1:9" }).catch(report);
