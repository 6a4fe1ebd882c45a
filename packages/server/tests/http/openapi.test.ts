import { join } from "node:path";
import { tempFolder } from "syllable-test-support/temp-folder";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildApp } from "../../src/app.js";
import { openRecordingFiles } from "../../src/blobs/files.js";
import { openSqliteStore } from "../../src/store/sqlite/open.js";
import {
  type Document,
  operationsOf,
  type ResponseObject,
  resolveResponse,
} from "./openapi-document.js";

/** Routes of the service that are not operations of the API. */
const SERVICE_ROUTES = ["GET /docs", "GET /healthz", "GET /openapi.json", "GET /readyz"];

const folder = tempFolder();
const routes: string[] = [];
let document: Document;
let stop: () => Promise<void>;
beforeAll(async () => {
  const store = await openSqliteStore(join(folder, "sessions.sqlite"));
  const { app } = buildApp({
    store,
    blobs: await openRecordingFiles(join(folder, "recordings")),
    tokens: { tokenSecret: Buffer.alloc(32), tokenSeconds: 60 },
    spoolDir: folder,
    maxRecordingBytes: 1_000,
    publicUrl: undefined,
    logLevel: "silent",
  });
  app.addHook("onRoute", ({ method, url }) => {
    for (const name of [method].flat()) {
      const path = url.replace(/:(\w+)/g, "{$1}");
      if (name !== "HEAD") routes.push(`${name} ${path}`);
    }
  });
  const base = await app.listen({ port: 0, host: "127.0.0.1" });
  const response = await fetch(`${base}/openapi.json`);
  expect(response.headers.get("content-type")).toBe("application/json");
  document = (await response.json()) as Document;
  stop = async () => {
    await app.close();
    await store.close();
  };
});
afterAll(() => stop());

const operations = () => operationsOf(document);
const resolve = (response: ResponseObject) => resolveResponse(document, response);

test("the document has all routes as operations, and no others", () => {
  const served = routes.filter((route) => !SERVICE_ROUTES.includes(route));
  expect(served.length).toBeGreaterThan(8);
  expect(
    operations()
      .map(([call]) => call)
      .sort(),
  ).toEqual([...new Set(served)].sort());
  expect(routes).toEqual(expect.arrayContaining(SERVICE_ROUTES));
});

test("every operation has a summary and a unique id", () => {
  const ids = operations().map(([, { operationId }]) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [call, { summary, responses }] of operations()) {
    expect(summary, call).toMatch(/^[A-Z].*\.$/);
    expect(Object.keys(responses), call).toEqual(expect.arrayContaining(["401", "403", "422"]));
    for (const response of Object.values(responses)) {
      expect(resolve(response).description, call).toMatch(/^[A-Z].*\.$/);
    }
  }
});

test("every parameter is described, and path parameters are in the path", () => {
  for (const [call, { parameters }] of operations()) {
    const inPath = [...call.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(
      parameters.filter((p) => p.in === "path").map((p) => p.name),
      call,
    ).toEqual(inPath);
    for (const { name, description, required, ...rest } of parameters) {
      expect(description, `${call} ${name}`).toMatch(/\w.*\.$/);
      if (rest.in === "path") expect(required).toBe(true);
    }
  }
});

test("descriptions name fields as JSON does", () => {
  const { parameters } = document.paths["/api/v1/sessions/"]!.get!;
  expect(parameters.find(({ name }) => name === "search_fields")!.description).toContain(
    "`search_field_values`",
  );
  expect(JSON.stringify(document)).not.toMatch(/`[a-z]+[A-Z]\w*`/);
});

test("every model and field is described", () => {
  const undescribed: string[] = [];
  for (const [name, { description, properties }] of Object.entries(document.components.schemas)) {
    if (!description) undescribed.push(name);
    for (const [field, property] of Object.entries(properties ?? {})) {
      if (!property.description) undescribed.push(`${name}.${field}`);
    }
  }
  expect(undescribed).toEqual([]);
});

test("every reference has a component, and every component is referenced", () => {
  const references = new Set(
    [...JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)].map(([, reference]) => reference!),
  );
  const components = (["schemas", "responses"] as const).flatMap((kind) =>
    Object.keys(document.components[kind]).map((name) => `#/components/${kind}/${name}`),
  );
  expect([...references].sort()).toEqual(components.sort());
});
