/** What pages of other origins can do with the cookie of a browser session: nothing. */
import { startApp } from "syllable-test-support/app";
import { AT, putSession } from "syllable-test-support/sessions";
import { withApp } from "syllable-test-support/with-app";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { TestBrowser } from "./test-browser.js";

const PATH = "/api/v1/sessions/1";
const CHANGE = { method: "PUT", body: JSON.stringify({ timestamp: AT, agent_name: "Changed" }) };

describe("a request with a cookie", () => {
  const app = withApp();
  let cookie: string;
  beforeAll(async () => {
    cookie = (await TestBrowser.signedIn(app)).cookie!;
  });
  beforeEach(() => putSession(app, "1", { agent_name: "Front desk" }));

  const send = (init: RequestInit, headers: Record<string, string>) =>
    fetch(app.url + PATH, { ...init, headers: { cookie, ...headers } });
  const stored = async () =>
    ((await (await app.call(PATH)).json()) as { agent_name: string }).agent_name;

  test.each<[what: string, headers: Record<string, string>]>([
    ["no such header", {}],
    ["another site", { "sec-fetch-site": "cross-site" }],
    ["another port or subdomain", { "sec-fetch-site": "same-site" }],
    ["no page", { "sec-fetch-site": "none" }],
    ["another Origin", { origin: "http://evil.example" }],
    ["the Origin null", { origin: "null" }],
    ["a similar Origin", { origin: "http://127.0.0.1" }],
    [
      "another site, which claims the Origin of the service",
      { "sec-fetch-site": "cross-site", origin: "service" },
    ],
  ])("that changes something is rejected with %s", async (_what, headers) => {
    const origin = headers.origin === "service" ? app.url : headers.origin;
    const sent: Record<string, string> = { ...headers, ...(origin && { origin }) };
    for (const init of [CHANGE, { method: "DELETE" }, { method: "POST", body: "{}" }]) {
      const path = init.method === "POST" ? "/api/v1/sessions/" : PATH;
      const response = await fetch(app.url + path, { ...init, headers: { cookie, ...sent } });
      expect([init.method, response.status]).toEqual([init.method, 403]);
      expect((await response.json()) as object).toEqual({
        detail: expect.stringMatching(/must come from a page of this service/),
      });
    }
    expect(await stored()).toBe("Front desk");
  });

  test.each(["sec-fetch-site", "origin"])("is accepted with the right %s", async (header) => {
    const value = header === "origin" ? app.url : "same-origin";
    expect((await send(CHANGE, { [header]: value })).status).toBe(200);
    expect(await stored()).toBe("Changed");
  });

  test("that only reads needs no header, and can't be read by other pages", async () => {
    const response = await send({}, { origin: "http://evil.example" });
    expect(response.status).toBe(200);
    expect(response.headers.has("access-control-allow-origin")).toBe(false);
    expect(response.headers.get("cross-origin-resource-policy")).toBe("same-origin");
  });

  test("and a key uses the key, whatever its origin", async () => {
    const headers = { ...app.headers, "sec-fetch-site": "cross-site" };
    expect((await send(CHANGE, headers)).status).toBe(200);
    const wrong = { "syllable-api-key": "syl_wrong", "sec-fetch-site": "same-origin" };
    expect((await send({}, wrong)).status).toBe(401);
  });

  test("can't sign the browser out", async () => {
    const init = { method: "DELETE", headers: { cookie, "sec-fetch-site": "cross-site" } };
    const response = await fetch(`${app.url}/api/v1/console/session`, init);
    expect([response.status, response.headers.getSetCookie()]).toEqual([403, []]);
    expect((await send({}, {})).status).toBe(200);
  });
});

describe("a page of another origin", () => {
  const app = withApp({ corsOrigins: ["*"] });

  test.each<Record<string, string>>([
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin: "http://evil.example" },
  ])("can't sign the browser in: %j", async (headers) => {
    const browser = new TestBrowser(app);
    const init = { headers: { "sec-fetch-site": "", ...headers } };
    const body = { api_key: app.headers["syllable-api-key"] };
    expect((await browser.signIn(body, init)).status).toBe(403);
    expect(browser.setCookie).toBeUndefined();
  });

  test("gets no credentials, even if all origins are allowed", async () => {
    const headers = { origin: "http://evil.example" };
    const response = await fetch(`${app.url}/api/v1/console/session`, { headers });
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.has("access-control-allow-credentials")).toBe(false);
  });
});

test("a program without a browser can sign in", async () => {
  await using app = await startApp();
  const response = await fetch(`${app.url}/api/v1/console/session`, {
    method: "POST",
    body: JSON.stringify({ api_key: app.headers["syllable-api-key"] }),
  });
  expect(response.status).toBe(204);
});

describe("over https", () => {
  test.each([
    ["a public URL", { publicUrl: "https://calls.example.com/x" }, {}],
    [
      "a trusted proxy",
      { trustedProxies: ["127.0.0.1"] },
      { "x-forwarded-proto": "https", "x-forwarded-host": "calls.example.com" },
    ],
  ])(
    "according to %s, the cookie is secure, and the origin is that of the browser",
    async (_what, options, forwarded) => {
      await using app = await startApp(options);
      const browser = new TestBrowser(app);
      const body = { api_key: app.headers["syllable-api-key"] };
      await browser.signIn(body, { headers: forwarded });
      expect(browser.setCookie).toMatch(/; HttpOnly; Secure; SameSite=Strict$/);
      const cookie = browser.cookie!;
      const statusFor = async (origin: string) => {
        const headers = { cookie, origin, ...forwarded };
        return (await fetch(app.url + PATH, { ...CHANGE, headers })).status;
      };
      expect(await statusFor("https://calls.example.com")).toBe(201);
      expect(await statusFor("http://calls.example.com")).toBe(403);
      expect(await statusFor(app.url)).toBe(403);
    },
  );
});
