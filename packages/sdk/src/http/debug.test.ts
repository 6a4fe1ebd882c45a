import { afterEach, expect, test, vi } from "vitest";
import { KEY, list, recordingStream, TOKEN } from "../../tests/support/operations.js";
import { json, page, serve } from "../../tests/support/server.js";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test("requests and responses are logged without secrets and bodies", async () => {
  await using server = await serve((_, response) => {
    json(response, page, 200, {
      "set-cookie": "id=cookie-secret",
      "x-request-id": "req-1",
      "syllable-ignored-parameters": "order_bye",
    });
  });
  const lines: string[] = [];
  const group = () => {};
  const log = (...args: unknown[]) => void lines.push(JSON.stringify(args));
  const debugLogger = { group, groupEnd: group, log };
  const options = { headers: { authorization: "Basic dXNlcjpwYXNz", "x-private": "hush" } };
  await list({ serverURL: server.url, debugLogger }, options);
  await recordingStream.call({ serverURL: server.url, apiKeyHeader: KEY, debugLogger });
  const logged = lines.join("\n");
  expect(logged).toContain(`GET ${server.url}/api/v1/sessions/?limit=25`);
  expect(logged).toContain('"x-request-id":"req-1"');
  expect(logged).toContain('"syllable-ignored-parameters":"order_bye"');
  expect(logged).toContain('"syllable-api-key":"***"');
  expect(logged).toContain("token=***");
  expect(logged).toMatch(/200 /);
  for (const hidden of [KEY, TOKEN, "dXNlcjpwYXNz", "hush", "cookie-secret", "session_id"]) {
    expect(logged).not.toContain(hidden);
  }
});

test("secrets in response headers are masked", async () => {
  await using server = await serve(({ url, headers }, response) => {
    const id = `${headers["syllable-api-key"]}`;
    json(response, page, 200, { "content-location": `${url}?token=hush`, "x-request-id": id });
  });
  const log = vi.fn();
  await list({ serverURL: server.url, debugLogger: { group: log, groupEnd: log, log } });
  const logged = JSON.stringify(log.mock.calls);
  expect(logged).toContain('"x-request-id":"***"');
  expect(logged).not.toContain(KEY);
  expect(logged).not.toContain("hush");
});

test("a failure is logged", async () => {
  const lines: string[] = [];
  const log = (message = "") => void lines.push(message);
  await list({ serverURL: "http://127.0.0.1:9", debugLogger: { group: log, groupEnd() {}, log } });
  expect(lines.join("\n")).toContain("ConnectionError");
});

test("SYLLABLESDK_DEBUG=true logs to the console", async () => {
  await using server = await serve((_, response) => json(response, page));
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  await list({ serverURL: server.url });
  expect(log).not.toHaveBeenCalled();
  vi.stubEnv("SYLLABLESDK_DEBUG", "true");
  await list({ serverURL: server.url });
  expect(log).toHaveBeenCalled();
});

test("an error of the logger does not fail the call", async () => {
  await using server = await serve((_, response) => json(response, page));
  const fail = () => {
    throw new Error("no disk");
  };
  const debugLogger = { group: fail, groupEnd: fail, log: fail };
  expect((await list({ serverURL: server.url, debugLogger })).ok).toBe(true);
});
