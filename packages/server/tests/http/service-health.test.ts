import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startService, type TestService } from "syllable-test-support/service";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildApp } from "../../src/app.js";
import { openRecordingFiles } from "../../src/blobs/files.js";
import { openSqliteStore } from "../../src/store/sqlite/open.js";

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.remove());

const answerOf = async (url: string) => {
  const response = await fetch(url);
  expect(response.headers.get("content-type")).toBe("application/json");
  expect(response.headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
  return [response.status, await response.json()];
};

test.each(["/healthz", "/readyz", "/healthz/", "/readyz/"])("%s answers ok", async (path) => {
  expect(await answerOf(service.url + path)).toEqual([200, { status: "ok" }]);
});

test("every answer names its request, each by another id", async () => {
  const ids = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const response = await service.call("/api/v1/sessions/");
      return response.headers.get("x-request-id");
    }),
  );
  expect(new Set(ids).size).toBe(5);
});

test("a service whose recordings folder is gone lives but is not ready", async () => {
  const broken = await startService();
  await rm(join(broken.dataDir, "recordings"), { recursive: true });
  expect(await answerOf(`${broken.url}/healthz`)).toEqual([200, { status: "ok" }]);
  expect(await answerOf(`${broken.url}/readyz`)).toEqual([
    503,
    { detail: "not ready: the recordings can't be used; see the service log" },
  ]);
  await broken.remove();
});

test("a service whose store is closed lives but is not ready, and its log tells why", async () => {
  const folder = await mkdtemp(join(tmpdir(), "syllable-test-"));
  const store = await openSqliteStore(join(folder, "sessions.sqlite"));
  const log: string[] = [];
  const { app } = buildApp({
    store,
    blobs: await openRecordingFiles(join(folder, "recordings")),
    tokens: { tokenSecret: Buffer.alloc(32), tokenSeconds: 60 },
    spoolDir: folder,
    maxRecordingBytes: 1_000,
    publicUrl: undefined,
    logLevel: "warn",
    logStream: { write: (line) => void log.push(line) },
  });
  const url = await app.listen({ port: 0 });
  expect(await answerOf(`${url}/readyz`)).toEqual([200, { status: "ok" }]);
  await store.close();
  expect(await answerOf(`${url}/healthz`)).toEqual([200, { status: "ok" }]);
  expect(await answerOf(`${url}/readyz`)).toEqual([
    503,
    { detail: "not ready: the store can't be used; see the service log" },
  ]);
  expect(log.join("")).toContain("the store can't be used");

  const response = await fetch(`${url}/api/v1/sessions/`, { headers: { "syllable-api-key": "k" } });
  const { detail } = (await response.json()) as { detail: string };
  expect(response.status).toBe(500);
  expect(detail).toContain(response.headers.get("x-request-id"));
  expect(detail).not.toMatch(/sql|database/i);
  expect(log.join("")).toContain(response.headers.get("x-request-id"));
  await app.close();
  await rm(folder, { recursive: true });
});
