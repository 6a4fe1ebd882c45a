/** What must hold of every response. */

/** What is wrong with a response, in one line; undefined if nothing is. */
export function faultOf(request, response) {
  const { status, headers, body, error } = response;
  if (error) return error;
  // What is not HTTP may be closed without a word.
  if (status === undefined) return undefined;
  if (status >= 500) return `status ${status}: ${detailOf(body)}`;
  if (request.method === "HEAD" || isHeadOf(request) || status === 204 || status === 304)
    return undefined;
  const type = headers["content-type"] ?? "";
  if (status >= 400) {
    if (type !== "application/json") return `status ${status} of type "${type}"`;
    return errorFault(status, body);
  }
  if (/^application\/json/.test(type) && parse(body) === undefined)
    return `status ${status} is not JSON`;
  if (/ndjson/.test(type)) return importFault(body);
  return undefined;
}

/**
 * Faults of one kind have one name: numbers and quoted texts differ from one to the next. What fails
 * in the service may have another cause in each operation.
 */
export function signatureOf({ operation }, fault) {
  const kind = fault
    .replaceAll(/"[^"]*"/g, '"…"')
    .replaceAll(/[0-9a-f-]{36}|\d{4,}/g, "#")
    .slice(0, 160);
  return /^status 5/.test(fault) ? `${operation}: ${kind}` : kind;
}

const isHeadOf = ({ raw }) =>
  raw !== undefined && /^HEAD /.test(Buffer.from(raw, "base64").toString("latin1"));

const detailOf = (body) => String(parse(body)?.detail ?? body.toString("latin1")).slice(0, 200);

function errorFault(status, body) {
  const detail = parse(body)?.detail;
  if (status !== 422)
    return typeof detail === "string" ? undefined : `status ${status} without a detail`;
  const isFault = ({ loc, msg, type }) =>
    Array.isArray(loc) &&
    loc.every((place) => typeof place === "string" || Number.isInteger(place)) &&
    typeof msg === "string" &&
    typeof type === "string";
  return Array.isArray(detail) && detail.length > 0 && detail.every(isFault)
    ? undefined
    : "status 422 without a list of faults";
}

const RESULTS = ["created", "replaced", "rejected", "unavailable"];

function importFault(body) {
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
