/** Headers of JSON responses: they must forbid caching and content sniffing. */
import { AT, fieldsOf } from "../hostile/json.mjs";

const kind = "headers";
const SESSIONS = "/api/v1/sessions";
const LABELS = "/api/v1/session_labels";
const JSON_TYPES = /^application\/(json|x-ndjson)/;
const SESSION = `{"timestamp":"${AT}"}`;
const LABEL = '{"session_id":1,"type":"auto-rating","code":"OK","user_email":"a@example.com"}';

function checkHeaders(context, { status, headers = {}, error }, expected) {
  context.check(status === expected, `returned ${status ?? error}, not ${expected}`);
  if (!JSON_TYPES.test(headers["content-type"] ?? "")) return;
  const caching = headers["cache-control"];
  context.check(/\bno-store\b/.test(caching ?? ""), `cache-control is ${caching ?? "missing"}`);
  const sniffing = headers["x-content-type-options"];
  context.check(sniffing === "nosniff", `x-content-type-options is ${sniffing ?? "missing"}`);
}

/** Sends a request and expects this status. `as` names the API key. */
const response = (name, expected, path, options = {}) => ({
  kind,
  name,
  async run(context) {
    const key = options.as === undefined ? context.keys.write : (context.keys[options.as] ?? null);
    const headers = { "content-type": "application/json", ...options.headers };
    checkHeaders(context, await context.send(path, { ...options, key, headers }), expected);
  },
});

/** Sends bytes that no HTTP client sends. */
const raw = (name, expected, textOf) => ({
  kind,
  name,
  async run(context) {
    const { status, head } = await context.raw(textOf(context));
    const headers = Object.fromEntries(
      head
        .split("\r\n")
        .slice(1)
        .map((line) => line.split(/: */, 2)),
    );
    checkHeaders(context, { status, headers }, expected);
  },
});

export default [
  response("health", 200, "/healthz"),
  response("readiness", 200, "/readyz"),
  response("the OpenAPI document", 200, "/openapi.json"),
  response("a list", 200, `${SESSIONS}/`),
  response("a session", 200, `${SESSIONS}/1`),
  response("a session put", 200, `${SESSIONS}/1`, { method: "PUT", body: SESSION }),
  response("a session created", 201, `${SESSIONS}/`, { method: "POST", body: SESSION }),
  response("an import", 200, `${SESSIONS}/import`, { method: "POST", body: `${SESSION}\n` }),
  ...["transcript", "full-summary", "latency", "timeline", "recording"].map((part) =>
    response(`a ${part}`, 200, `${SESSIONS}/${part}/1`),
  ),
  response("a transcript put", 200, `${SESSIONS}/transcript/1`, { method: "PUT", body: "{}" }),
  response("URLs of recordings", 200, `${SESSIONS}/recording/1`, { method: "POST" }),
  response("an upload", 201, `${SESSIONS}/recording/1/headers`, {
    method: "PUT",
    headers: { "content-type": "audio/wav" },
    body: "RIFF",
  }),
  response("a label created", 200, `${LABELS}/`, { method: "POST", body: LABEL }),
  response("labels", 200, `${LABELS}/`),
  response("400, an invalid path", 400, "/api/v1/sessions/%zz"),
  response("401, no key", 401, `${SESSIONS}/`, { as: "none" }),
  response("401, an invalid token", 401, `${SESSIONS}/recording/stream?token=x`),
  response("403, a read key", 403, `${SESSIONS}/1`, { as: "read", method: "PUT", body: SESSION }),
  response("404, an unknown session", 404, `${SESSIONS}/99`),
  response("404, an unknown path", 404, "/no/such/path"),
  response("413, a body that is too large", 413, `${SESSIONS}/1`, {
    method: "PUT",
    body: fieldsOf(100_000, { before: SESSION.slice(0, -1) }),
  }),
  response("415, a compressed body", 415, `${SESSIONS}/1`, {
    method: "PUT",
    headers: { "content-encoding": "gzip" },
    body: SESSION,
  }),
  response("422, an invalid limit", 422, `${SESSIONS}/?limit=x`),
  raw("431, headers that are too large", 431, (context) =>
    context.head("GET /healthz", [`X: ${"a".repeat(20_000)}`, "Connection: close"]),
  ),
  raw("400, not HTTP", 400, () => "not an HTTP request\r\n\r\n"),
];
