/** Checks that a response is as documented. */

/** Describes in one line what is wrong with a response. Returns undefined if it is valid. */
export function failureOf(request, response) {
  const { status, headers, body, error } = response;
  if (error) return error;
  // A connection that does not speak HTTP may be closed without a response.
  if (status === undefined) return undefined;
  if (status >= 500) return `status ${status}: ${detailOf(body)}`;
  if (request.method === "HEAD" || isHeadOf(request) || status === 204 || status === 304)
    return undefined;
  const type = headers["content-type"] ?? "";
  if (status >= 400) {
    // The page for people at an address that does not exist.
    if (status === 404 && type === "text/html; charset=utf-8") return undefined;
    if (type !== "application/json") return `status ${status} of type "${type}"`;
    return errorFailure(status, body);
  }
  if (/^application\/json/.test(type) && parse(body) === undefined)
    return `status ${status} is not JSON`;
  if (/ndjson/.test(type)) return importFailure(body);
  return undefined;
}

/**
 * Returns the same text for failures of the same kind, without their numbers and quoted texts. A 5xx
 * may have a different cause in each operation.
 */
export function signatureOf({ operation }, failure) {
  const kind = failure
    .replaceAll(/"[^"]*"/g, '"…"')
    .replaceAll(/[0-9a-f-]{36}|\d{4,}/g, "#")
    .slice(0, 160);
  return /^status 5/.test(failure) ? `${operation}: ${kind}` : kind;
}

const isHeadOf = ({ raw }) =>
  raw !== undefined && /^HEAD /.test(Buffer.from(raw, "base64").toString("latin1"));

const detailOf = (body) => String(parse(body)?.detail ?? body.toString("latin1")).slice(0, 200);

function errorFailure(status, body) {
  const detail = parse(body)?.detail;
  if (status !== 422)
    return typeof detail === "string" ? undefined : `status ${status} without a detail`;
  const isValidationError = ({ loc, msg, type }) =>
    Array.isArray(loc) &&
    loc.every((step) => typeof step === "string" || Number.isInteger(step)) &&
    typeof msg === "string" &&
    typeof type === "string";
  return Array.isArray(detail) && detail.length > 0 && detail.every(isValidationError)
    ? undefined
    : "status 422 without validation errors";
}

const RESULTS = ["created", "replaced", "rejected", "unavailable"];

function importFailure(body) {
  const lines = body.toString().split("\n").filter(Boolean);
  const results = lines.map((line) => parse(Buffer.from(line)));
  if (results.some((result) => !RESULTS.includes(result?.status)))
    return "an import result has no status";
  const unstored = results.find(({ status }) => status === "unavailable");
  if (unstored) return `an import line is not stored: ${unstored.detail}`;
  const failed = results.find(({ detail }) => /log/.test(detail ?? ""));
  return failed && `an import line failed: ${failed.detail}`;
}

function parse(body) {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
