import { withService } from "syllable-test-support/with-service";
import { beforeAll, expect, test } from "vitest";

const service = withService();

beforeAll(async () => {
  const body = JSON.stringify({ timestamp: "2026-03-01T12:00:00Z" });
  await service.call("/api/v1/sessions/1", { method: "PUT", body });
});

test.each([
  ["GET", "sessions/"],
  ["GET", "sessions/1"],
  ["PUT", "sessions/1"],
  ["POST", "sessions/"],
  ["POST", "sessions/import"],
  ["DELETE", "sessions/1"],
  ["GET", "sessions/transcript/1"],
  ["PUT", "sessions/transcript/1"],
  ["GET", "sessions/recording/1"],
  ["POST", "sessions/recording/1"],
  ["PUT", "sessions/recording/1/call"],
  ["GET", "sessions/recording/stream"],
  ["GET", "session_labels/"],
  ["POST", "session_labels/"],
])("%s %s names the parameters that it does not know, and does nothing", async (method, path) => {
  const body = method === "GET" ? null : "{}";
  const init = { method, body };
  const response = await service.call(`/api/v1/${path}?wrong=1&also=2&token=x`, init);
  expect(response.status).toBe(422);
  const { detail } = await response.json();
  const names = detail.map(({ loc }: { loc: string[] }) => loc.join("."));
  expect(names).toEqual(expect.arrayContaining(["query.wrong", "query.also"]));
  expect((await service.call("/api/v1/sessions/1")).status).toBe(200);
});
