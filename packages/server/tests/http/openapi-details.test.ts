import { withService } from "syllable-test-support/with-service";
import { beforeAll, expect, test } from "vitest";
import {
  type Document,
  operationsOf,
  type ResponseObject,
  resolveResponse,
} from "./openapi-document.js";

const service = withService();
let document: Document;
beforeAll(async () => {
  document = (await (await fetch(`${service.url}/openapi.json`)).json()) as Document;
});

const operations = () => operationsOf(document);
const resolve = (response: ResponseObject) => resolveResponse(document, response);

test("the document is OpenAPI 3.1 and describes its credentials", () => {
  expect(document.openapi).toBe("3.1.0");
  expect(document.info.version).toMatch(/^\d+\.\d+\.\d+/);
  expect(document.security).toEqual([{ APIKeyHeader: [] }, { BrowserSession: [] }]);
  expect(document.components.securitySchemes).toEqual({
    APIKeyHeader: expect.objectContaining({
      type: "apiKey",
      in: "header",
      name: "Syllable-API-Key",
    }),
    BrowserSession: expect.objectContaining({ in: "cookie", name: "syllable_session" }),
  });
});

test("the server is the one that the client connected to", async () => {
  expect(document.servers).toEqual([{ url: service.url }]);
  const other = service.url.replace("127.0.0.1", "localhost");
  const response = await fetch(`${other}/openapi.json`);
  expect(((await response.json()) as Document).servers).toEqual([{ url: other }]);
});

test("the operations of the platform have its ids", () => {
  const ids = Object.fromEntries(
    operations().map(([call, { operationId }]) => [call, operationId]),
  );
  expect(ids).toMatchObject({
    "GET /api/v1/sessions/": "sessions_list",
    "GET /api/v1/sessions/{session_id}": "session_get_by_id",
    "POST /api/v1/sessions/recording/{session_id}": "generate_session_recording_urls",
    "GET /api/v1/sessions/recording/stream": "session_recording_stream",
    "GET /api/v1/sessions/transcript/{session_id}": "session_transcript_get_by_id",
    "GET /api/v1/sessions/full-summary/{session_id}": "session_full_summary_get_by_id",
    "GET /api/v1/sessions/latency/{session_id}": "session_latency_get_by_id",
    "GET /api/v1/sessions/timeline/{session_id}": "session_timeline_get_by_id",
    "GET /api/v1/session_labels/": "session_labels_list",
    "GET /api/v1/session_labels/{session_label_id}": "session_label_get_by_id",
    "POST /api/v1/session_labels/": "session_label_create",
  });
});

test("every operation has the tag of its resource, and every tag has operations", () => {
  const used = operations().flatMap(([, { tags }]) => tags);
  expect(used).toHaveLength(operations().length);
  expect(document.tags.map(({ name }) => name).sort()).toEqual([...new Set(used)].sort());
  for (const { description } of document.tags) expect(description).toMatch(/^[A-Z].*\.$/);
  expect(document.paths["/api/v1/session_labels/"]!.get!.tags).toEqual(["labels"]);
});

test("every enum is a named schema", () => {
  const named = Object.values(document.components.schemas).filter((schema) => schema.enum);
  expect(JSON.stringify(document).match(/"enum":/g)).toHaveLength(named.length);
  expect(Object.keys(document.components.schemas)).toEqual(
    expect.arrayContaining(["SessionProperties", "OrderByDirection", "RecordingState"]),
  );
});

test("optional parameters may be null, and have their defaults", () => {
  const { parameters } = document.paths["/api/v1/sessions/"]!.get!;
  const schemas = Object.fromEntries(parameters.map(({ name, schema }) => [name, schema]));
  const nullable = (type: object) => ({ anyOf: [type, { type: "null" }] });
  const properties = { $ref: "#/components/schemas/SessionProperties" };
  const searched = { $ref: "#/components/schemas/SessionSearchProperties" };
  expect(schemas).toMatchObject({
    page: { ...nullable({ type: "integer", minimum: 0 }), default: 0 },
    limit: { ...nullable({ type: "integer", minimum: 0, maximum: 10_000 }), default: 25 },
    search_fields: nullable({ type: "array", items: searched }),
    order_by: { ...nullable(properties), default: "timestamp" },
    order_by_direction: {
      ...nullable({ $ref: "#/components/schemas/OrderByDirection" }),
      default: "desc",
    },
    start_datetime: nullable({ type: "string" }),
  });
});

test("a recording is streamed with a token alone, as a whole or in ranges", () => {
  const { security, responses, parameters } =
    document.paths["/api/v1/sessions/recording/stream"]!.get!;
  expect(security).toEqual([]);
  expect(parameters.map(({ name }) => name)).toEqual([
    "token",
    "as",
    "Range",
    "If-Match",
    "If-None-Match",
  ]);
  for (const status of ["200", "206"]) {
    expect(Object.keys(responses[status]!.content!)).toEqual(
      expect.arrayContaining(["audio/*", "application/octet-stream"]),
    );
  }
  expect(responses["206"]!.headers).toHaveProperty("Content-Range");
});

test("operations that take only one credential say so", () => {
  const special = operations().filter(([, operation]) => operation.security);
  expect(Object.fromEntries(special.map(([call, { security }]) => [call, security]))).toEqual({
    "GET /api/v1/sessions/recording/stream": [],
    "POST /api/v1/console/session": [],
    "GET /api/v1/console/session": [{ BrowserSession: [] }],
    "DELETE /api/v1/console/session": [{ BrowserSession: [] }],
    "POST /api/v1/console/links": [{ APIKeyHeader: [] }],
  });
});

test("every operation may fail inside the service, and says when to retry", () => {
  for (const [call, { responses }] of operations()) {
    expect(Object.keys(responses), call).toEqual(expect.arrayContaining(["429", "500", "503"]));
    for (const status of ["429", "503"]) {
      expect(resolve(responses[status]!).headers).toHaveProperty("Retry-After");
    }
  }
});

test("the statuses of write operations are documented", () => {
  const expected: [string, string[]][] = [
    ["PUT /api/v1/sessions/{session_id}", ["200", "201", "413"]],
    ["POST /api/v1/sessions/", ["201", "409", "413"]],
    ["DELETE /api/v1/sessions/{session_id}", ["204", "404"]],
    ["PUT /api/v1/sessions/recording/{session_id}/{name}", ["201", "404", "409", "413"]],
    ["GET /api/v1/sessions/recording/stream", ["200", "206", "404", "416"]],
  ];
  const described = new Map(operations());
  for (const [call, statuses] of expected) {
    const documented = Object.keys(described.get(call)!.responses);
    expect(documented, call).toEqual(expect.arrayContaining(statuses));
  }
});
