import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { openStore } from "syllable-server";
import { eventually } from "syllable-test-support/eventually";
import { newKey, newOrganisation } from "syllable-test-support/organisation";
import { demoRecording, recordingUrls, uploadRecording } from "syllable-test-support/recordings";
import { ADMIN_KEY } from "syllable-test-support/service";
import { AT, importLines, jsonWith, putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { beforeAll, describe, expect, test } from "vitest";

const service = withService();
beforeAll(async () => {
  await putSession(service, "1", { agent_name: "Secret desk" });
  await uploadRecording(service, "1", "call", demoRecording("100017/message.ogg"));
});

/** What the service has stored. */
const stored = () =>
  Promise.all(
    ["/api/v1/sessions/", "/api/v1/sessions/1", "/api/v1/sessions/recording/1"].map(async (path) =>
      (await service.call(path)).json(),
    ),
  );

/** Operations that require a key. */
const operations: [method: string, path: string][] = [
  ["GET", "/api/v1/sessions/"],
  ["GET", "/api/v1/sessions"],
  ["HEAD", "/api/v1/sessions/"],
  ["POST", "/api/v1/sessions/"],
  ["GET", "/api/v1/sessions/1"],
  ["PUT", "/api/v1/sessions/1"],
  ["DELETE", "/api/v1/sessions/1"],
  ["POST", "/api/v1/sessions/import"],
  ["POST", "/api/v1/sessions/recording/1"],
  ["GET", "/api/v1/sessions/recording/1"],
  ["PUT", "/api/v1/sessions/recording/1/call"],
];

describe("without a key", () => {
  test.each(operations)("%s %s is rejected with 401 and changes nothing", async (method, path) => {
    const before = await stored();
    const body = ["PUT", "POST"].includes(method) ? JSON.stringify({ timestamp: AT }) : undefined;
    const headers = { "content-type": path.endsWith("call") ? "audio/wav" : "application/json" };
    const response = await fetch(service.url + path, { method, headers, body });
    expect(response.status).toBe(401);
    expect(response.headers.get("content-type")).toBe("application/json");
    if (method !== "HEAD") {
      expect(await response.json()).toEqual({
        detail: "no API key; send one in the Syllable-API-Key header",
      });
    }
    expect(await stored()).toEqual(before);
  });

  test.each(["/healthz", "/readyz", "/openapi.json", "/docs"])("%s needs no key", async (path) => {
    expect((await fetch(service.url + path)).status).toBe(200);
  });
});

describe("with an invalid key", () => {
  test.each([
    ["an unknown key", "syl_wrong"],
    ["a longer key", `${ADMIN_KEY}x`],
    ["a shorter key", ADMIN_KEY.slice(0, -1)],
    ["a key in upper case", ADMIN_KEY.toUpperCase()],
    ["two keys", `${ADMIN_KEY}, ${ADMIN_KEY}`],
    ["a very long key", "x".repeat(10_000)],
    ["non-ASCII letters", "schlüssel"],
    ["SQL", "' OR 1=1 --"],
  ])("%s: 401", async (_what, key) => {
    const response = await service.call("/api/v1/sessions/", {
      headers: { "syllable-api-key": key },
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      detail: "invalid API key",
    });
  });

  test("the hash of a key is not a key", async () => {
    const store = await openStore(service);
    const [listed] = await store.keys.list();
    await store.close();
    expect(listed).not.toHaveProperty("hash");
    const { hash } = await import("node:crypto");
    const headers = { "syllable-api-key": hash("sha256", ADMIN_KEY, "hex") };
    expect((await service.call("/api/v1/sessions/", { headers })).status).toBe(401);
  });
});

test("a revoked key stops working within seconds", async () => {
  const key = await newKey(service, { organisation: "leaving" });
  const status = async () =>
    (await service.call("/api/v1/sessions/", { headers: { "syllable-api-key": key } })).status;
  expect(await status()).toBe(200);
  const store = await openStore(service);
  const listed = (await store.keys.list()).find(
    ({ organisationName }) => organisationName === "leaving",
  );
  expect(await store.keys.revoke(listed!.id)).toBe(true);
  await store.close();
  await eventually(async () => expect(await status()).toBe(401), 8_000);
});

describe("organisations do not see each other's data", () => {
  let key: string;
  const as = (path: string, init: RequestInit = {}) =>
    service.call(path, { ...init, headers: { ...jsonWith(key), ...init.headers } });
  beforeAll(async () => {
    key = await newOrganisation(service);
  });

  test("in a list or its total", async () => {
    const query = "search_fields=is_test&search_field_values=true";
    expect(await (await as(`/api/v1/sessions/?${query}`)).json()).toMatchObject({
      items: [],
      total_count: 0,
    });
  });

  test.each<[string, string]>([
    ["GET", "/api/v1/sessions/1"],
    ["DELETE", "/api/v1/sessions/1"],
    ["POST", "/api/v1/sessions/recording/1"],
    ["GET", "/api/v1/sessions/recording/1"],
    ["PUT", "/api/v1/sessions/recording/1/call"],
  ])("%s %s responds as if the session did not exist", async (method, path) => {
    const body = method === "PUT" ? "RIFF" : undefined;
    const headers = { "content-type": method === "PUT" ? "audio/wav" : "application/json" };
    const theirs = await as(path, { method, body, headers });
    const missing = await as(path.replace("/1", "/2"), { method, body, headers });
    expect(theirs.status).toBe(404);
    expect(missing.status).toBe(404);
    expect((await theirs.text()).replace('\\"1\\"', "it")).toBe(
      (await missing.text()).replace('\\"2\\"', "it"),
    );
  });

  test("a write of one organisation does not affect another", async () => {
    expect((await putSession(service, "1", { agent_name: "Ours" }, key)).status).toBe(201);
    const line = JSON.stringify({ timestamp: AT, session_id: "1", agent_name: "Ours too" });
    expect((await importLines(service, line, key))[0]!.status).toBe("replaced");
    expect(await (await service.call("/api/v1/sessions/1")).json()).toMatchObject({
      agent_name: "Secret desk",
    });
    expect((await as("/api/v1/sessions/1", { method: "DELETE" })).status).toBe(204);
    expect((await service.call("/api/v1/sessions/1")).status).toBe(200);
    expect(await recordingUrls(service, "1")).toHaveLength(1);
  });
});

test("no file in the data folder contains a key", async () => {
  const keys = [ADMIN_KEY, await newKey(service)];
  for (const key of keys) {
    await service.call("/api/v1/sessions/", { headers: { "syllable-api-key": key } });
  }
  const entries = await readdir(service.dataDir, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  expect(files.map(({ name }) => name)).toContain("sessions.sqlite");
  for (const { name } of files) {
    const bytes = await readFile(join(service.dataDir, name));
    for (const key of keys) expect(bytes.includes(key), `${name} has ${key}`).toBe(false);
  }
});
