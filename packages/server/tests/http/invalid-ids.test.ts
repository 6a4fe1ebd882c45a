import { sendRaw } from "syllable-test-support/raw-http";
import { ADMIN_KEY } from "syllable-test-support/service";
import { AT, putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { beforeAll, describe, expect, test } from "vitest";

const service = withService();
beforeAll(async () => {
  await putSession(service, "1");
});

const ids: [what: string, id: string][] = [
  ["a slash", "1%2F2"],
  ["only a slash", "%2F"],
  ["a backslash", "1%5C2"],
  ["dots", "%2E%2E"],
  ["unencoded dots", ".."],
  ["a path to a parent folder", "..%2F..%2Fetc%2Fpasswd"],
  ["a NUL", "1%00"],
  ["a leading NUL", "%001"],
  ["a newline", "1%0A"],
  ["a space", "%201"],
  ["a sign", "+1"],
  ["a minus", "-1"],
  ["a leading zero", "01"],
  ["a fraction", "1.0"],
  ["an exponent", "1e0"],
  ["hexadecimal digits", "0x1"],
  ["full-width digits", encodeURIComponent("１")],
  ["letters", "abc"],
  ["non-ASCII characters", encodeURIComponent("šž🩺")],
  ["a quote", "%22%27"],
  ["SQL", encodeURIComponent("1 OR 1=1")],
  ["__proto__", "__proto__"],
  ["2^53", "9007199254740992"],
  ["10,000 digits", "1".repeat(10_000)],
  ["10,000 characters", "x".repeat(10_000)],
  ["10,000 dots", ".".repeat(10_000)],
];

const bodies: Record<string, string> = {
  "PUT /": JSON.stringify({ timestamp: AT }),
  "PUT /recording/": "RIFF",
};

const routes: [method: string, before: string, after: string][] = [
  ["GET", "/", ""],
  ["PUT", "/", ""],
  ["DELETE", "/", ""],
  ["POST", "/recording/", ""],
  ["GET", "/recording/", ""],
  ["PUT", "/recording/", "/call.mp3"],
];

describe.each(routes)("%s /api/v1/sessions%s{id}%s", (method, before, after) => {
  test.each(ids)("with %s is rejected with 404 or 422 and a reason", async (_what, id) => {
    const body = bodies[`${method} ${before}`];
    const path = `/api/v1/sessions${before}${id}${after}`;
    const headers = [`syllable-api-key: ${ADMIN_KEY}`];
    if (body)
      headers.push("content-type: audio/wav", `content-length: ${body.length}\r\n\r\n${body}`);
    const response = await sendRaw(service.url, `${method} ${path}`, headers);
    const status = method === "PUT" && before === "/" ? 422 : 404;
    expect(response.status).toBe(status);
    expect(response.head).toContain("\r\ncontent-type: application/json\r\n");
    const { detail } = JSON.parse(response.body) as { detail: unknown };
    if (status === 422) expect(detail).toMatchObject([{ loc: ["path", "session_id"] }]);
    else expect(detail).toMatch(/^session ".*" not found$/);
    expect(response.body.length).toBeLessThan(400);
  });

  test.each([
    ["an incomplete escape", "%"],
    ["an invalid escape", "%zz"],
    ["bytes that are not UTF-8", "%ff%fe"],
  ])("with %s is rejected with 400", async (_what, id) => {
    const path = `/api/v1/sessions${before}${id}${after}`;
    const headers = [`syllable-api-key: ${ADMIN_KEY}`];
    const response = await sendRaw(service.url, `${method} ${path}`, headers);
    expect(response.status).toBe(400);
    expect(response.head).toContain("\r\ncontent-type: application/json\r\n");
    expect(JSON.parse(response.body)).toEqual({ detail: expect.stringContaining("escape") });
  });

  test("with 100,000 characters is rejected with 431", async () => {
    const path = `/api/v1/sessions${before}${"x".repeat(100_000)}${after}`;
    const response = await sendRaw(service.url, `${method} ${path}`);
    expect(response.status).toBe(431);
    expect(JSON.parse(response.body)).toEqual({ detail: expect.stringContaining("16 KiB") });
  });
});

test("a malformed request is rejected with 400", async () => {
  const response = await sendRaw(service.url, "Dear service, please");
  expect(response.status).toBe(400);
  expect(JSON.parse(response.body)).toEqual({ detail: "malformed HTTP request" });
});

test.each([
  "/",
  "/api/v1",
  "/api/v2/sessions/",
  "/api/v1/sessions/1/more",
  "/api/v1/sessions//1",
  "/API/V1/SESSIONS/",
])("%s is an unknown route: 404 with its path", async (path) => {
  const response = await service.call(`${path}?token=hidden`);
  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({
    detail: `route GET ${path} not found; see /docs or /openapi.json`,
  });
});
