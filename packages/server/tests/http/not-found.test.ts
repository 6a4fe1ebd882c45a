/** The responses for addresses that the service does not have. */
import { openChromium } from "syllable-test-support/chromium";
import { sendRaw } from "syllable-test-support/raw-http";
import { withService } from "syllable-test-support/with-service";
import { afterAll, describe, expect, test } from "vitest";

const browser = await openChromium();
afterAll(() => browser?.close());

const service = withService({ trustedProxies: "127.0.0.1", corsOrigin: "https://app.example.com" });

const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

const get = (path: string, accept: string | undefined, init: RequestInit = {}) =>
  fetch(service.url + path, { ...init, headers: { ...(accept && { accept }), ...init.headers } });

test.each(["/nowhere", "/api/v1/", "/api/v2/sessions", "/docs/x"])(
  "a person who opens %s gets a page",
  async (path) => {
    const response = await get(path, BROWSER);
    expect(response.status).toBe(404);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("vary")).toBe("Origin, Accept");
    expect(response.headers.get("content-security-policy")).toMatch(
      /^default-src 'none';style-src 'sha256-[^']+';/,
    );
    expect(response.headers.get("cache-control")).toBe("no-store");
    const html = await response.text();
    for (const link of ["/docs", "/openapi.json", "/healthz"]) {
      expect(html).toContain(`href="${service.url}${link}"`);
    }
    expect(html).toContain("Syllable Sessions");
  },
);

test.each([
  undefined,
  "*/*",
  "text/*",
  "application/json",
  "application/json, text/plain, */*",
  "application/json, text/html;q=0.9",
  "text/html, application/json",
  "text/html;q=0",
  "text/html;q=x",
  "text/htmlx",
  "",
])("a program that accepts %j gets JSON", async (accept) => {
  const response = await get("/", accept);
  expect(response.status).toBe(404);
  expect(response.headers.get("content-type")).toBe("application/json");
  expect(response.headers.get("vary")).toBe("Origin, Accept");
  expect(await response.json()).toEqual({
    detail: "route GET / not found; see /docs or /openapi.json",
  });
});

test.each(["TEXT/HTML", "application/json;q=0.5, text/html; q=0.6", "*/*, text/html"])(
  "%j prefers a page",
  async (accept) => {
    expect((await get("/nowhere", accept)).headers.get("content-type")).toMatch(/^text\/html/);
  },
);

test("the page escapes the path", async () => {
  const { status, body } = await sendRaw(service.url, "GET /<script>alert(1)</script>\"'&", [
    `accept: ${BROWSER}`,
  ]);
  expect(status).toBe(404);
  expect(body).toContain("/&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;");
  expect(body).not.toContain("<script");
});

test("the page does not contain an invalid host", async () => {
  const response = await get("/nowhere", BROWSER, {
    headers: { "x-forwarded-host": 'x"><script>' },
  });
  expect([response.status, response.headers.get("content-type")]).toEqual([
    400,
    "application/json",
  ]);
});

test("a HEAD request gets the headers alone", async () => {
  const response = await get("/nowhere", BROWSER, { method: "HEAD" });
  expect([response.status, await response.text()]).toEqual([404, ""]);
  expect(response.headers.get("content-type")).toMatch(/^text\/html/);
});

test("a resource that does not exist is reported as JSON to every client", async () => {
  const response = await service.call("/api/v1/sessions/9", { headers: { accept: BROWSER } });
  expect([response.status, response.headers.get("content-type")]).toEqual([
    404,
    "application/json",
  ]);
});

describe.skipIf(!browser)("in a browser", () => {
  test("the page is shown, and leads to the reference", async () => {
    const page = await browser!.newPage();
    await page.goto(`${service.url}/nowhere`);
    expect(await page.locator("h1").textContent()).toBe("There is no page here");
    await page.click("text=/docs");
    expect(await page.title()).toBe("Syllable Sessions: API reference");
    await page.close();
  });
});
