import { rm } from "node:fs/promises";
import { join } from "node:path";
import { startApp } from "syllable-test-support/app";
import { startService } from "syllable-test-support/service";
import { withService } from "syllable-test-support/with-service";
import { expect, test } from "vitest";

const service = withService();

const responseOf = async (url: string) => {
  const response = await fetch(url);
  expect(response.headers.get("content-type")).toBe("application/json");
  expect(response.headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
  return [response.status, await response.json()];
};

test.each(["/healthz", "/readyz", "/healthz/", "/readyz/"])("%s responds ok", async (path) => {
  expect(await responseOf(service.url + path)).toEqual([200, { status: "ok" }]);
});

test("every response has a different request id", async () => {
  const ids = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const response = await service.call("/api/v1/sessions/");
      return response.headers.get("x-request-id");
    }),
  );
  expect(new Set(ids).size).toBe(5);
});

test("a service whose recordings folder is missing is alive but not ready", async () => {
  await using broken = await startService();
  await rm(join(broken.dataDir, "recordings"), { recursive: true });
  expect(await responseOf(`${broken.url}/healthz`)).toEqual([200, { status: "ok" }]);
  expect(await responseOf(`${broken.url}/readyz`)).toEqual([
    503,
    { detail: "not ready: the recordings can't be used; see the service log" },
  ]);
});

test("a service whose store is closed is alive but not ready, and logs the reason", async () => {
  await using app = await startApp();
  expect(await responseOf(`${app.url}/readyz`)).toEqual([200, { status: "ok" }]);
  await app.store.close();
  expect(await responseOf(`${app.url}/healthz`)).toEqual([200, { status: "ok" }]);
  expect(await responseOf(`${app.url}/readyz`)).toEqual([
    503,
    { detail: "not ready: the store can't be used; see the service log" },
  ]);
  const log = () => JSON.stringify(app.log());
  expect(log()).toContain("the store can't be used");

  const response = await app.call("/api/v1/sessions/");
  const { detail } = (await response.json()) as { detail: string };
  expect(response.status).toBe(500);
  expect(detail).toContain(response.headers.get("x-request-id"));
  expect(detail).not.toMatch(/sql|database/i);
  expect(log()).toContain(response.headers.get("x-request-id"));
});
