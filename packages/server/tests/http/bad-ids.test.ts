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
  ["nothing but a slash", "%2F"],
  ["a backslash", "1%5C2"],
  ["dots", "%2E%2E"],
  ["dots as they are", ".."],
  ["a way up", "..%2F..%2Fetc%2Fpasswd"],
  ["a NUL", "1%00"],
  ["a NUL before it", "%001"],
  ["a newline", "1%0A"],
  ["a space", "%201"],
  ["a sign", "+1"],
  ["a minus", "-1"],
  ["a leading zero", "01"],
  ["a fraction", "1.0"],
  ["an exponent", "1e0"],
  ["hexadecimal digits", "0x1"],
  ["other digits", encodeURIComponent("１")],
  ["letters", "abc"],
  ["other letters", encodeURIComponent("šž🩺")],
  ["a quote", "%22%27"],
  ["SQL", encodeURIComponent("1 OR 1=1")],
  ["a name of every object", "__proto__"],
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
  test.each(ids)("with %s is answered 404 or 422, and says why", async (_what, id) => {
    const body = bodies[`${method} ${before}`];
    const path = `/api/v1/sessions${before}${id}${after}`;
    const headers = [`syllable-api-key: ${ADMIN_KEY}`];
    if (body)
      headers.push("content-type: audio/wav", `content-length: ${body.length}\r\n\r\n${body}`);
    const answer = await sendRaw(service.url, `${method} ${path}`, headers);
    const status = method === "PUT" && before === "/" ? 422 : 404;
    expect(answer.status).toBe(status);
    expect(answer.head).toContain("\r\ncontent-type: application/json\r\n");
    const { detail } = JSON.parse(answer.body) as { detail: unknown };
    if (status === 422) expect(detail).toMatchObject([{ loc: ["path", "session_id"] }]);
    else expect(detail).toMatch(/^session ".*" not found$/);
    expect(answer.body.length).toBeLessThan(400);
  });

  test.each([
    ["half an escape", "%"],
    ["an escape of no number", "%zz"],
    ["bytes that are no UTF-8", "%ff%fe"],
  ])("with %s is answered 400", async (_what, id) => {
    const path = `/api/v1/sessions${before}${id}${after}`;
    const headers = [`syllable-api-key: ${ADMIN_KEY}`];
    const answer = await sendRaw(service.url, `${method} ${path}`, headers);
    expect(answer.status).toBe(400);
    expect(answer.head).toContain("\r\ncontent-type: application/json\r\n");
    expect(JSON.parse(answer.body)).toEqual({ detail: expect.stringContaining("escape") });
  });

  test("with 100,000 characters is answered 431", async () => {
    const path = `/api/v1/sessions${before}${"x".repeat(100_000)}${after}`;
    const answer = await sendRaw(service.url, `${method} ${path}`);
    expect(answer.status).toBe(431);
    expect(JSON.parse(answer.body)).toEqual({ detail: expect.stringContaining("16 KiB") });
  });
});

test("a malformed request is answered with 400", async () => {
  const answer = await sendRaw(service.url, "Dear service, please");
  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.body)).toEqual({ detail: "malformed HTTP request" });
});

test.each([
  "/",
  "/api/v1",
  "/api/v2/sessions/",
  "/api/v1/sessions/1/more",
  "/api/v1/sessions//1",
  "/API/V1/SESSIONS/",
])("%s is no path of the service: 404 that names it", async (path) => {
  const response = await service.call(`${path}?token=hidden`);
  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({
    detail: `route GET ${path} not found; see GET /openapi.json`,
  });
});
