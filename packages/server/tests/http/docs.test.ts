/** The API reference at /docs. */
import { openChromium } from "syllable-test-support/chromium";
import { withService } from "syllable-test-support/with-service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Document, operationsOf } from "./openapi-document.js";

const browser = await openChromium();
afterAll(() => browser?.close());

const service = withService({ trustedProxies: "127.0.0.1" });
let html: string;
let document: Document;
beforeAll(async () => {
  html = await (await fetch(`${service.url}/docs`)).text();
  document = (await (await fetch(`${service.url}/openapi.json`)).json()) as Document;
});

test("is a page without scripts that loads nothing", async () => {
  const { status, headers } = await fetch(`${service.url}/docs`);
  expect(status).toBe(200);
  expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
  const policy = headers.get("content-security-policy")!;
  expect(policy).toMatch(/^default-src 'none';style-src 'sha256-[\w+/=]{44}';/);
  expect(policy).not.toContain("unsafe");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(html).not.toMatch(/<script|\ssrc=|@import|url\(|\son\w+=/i);
  const links = [...html.matchAll(/href="([^"#][^"]*)"/g)].map(([, link]) => link);
  expect(links.toSorted()).toEqual(["data:,", `${service.url}/openapi.json`]);
});

test("has every operation, parameter, response and schema of the document", () => {
  for (const [call, { operationId, parameters, responses }] of operationsOf(document)) {
    const start = html.indexOf(`<section id="${operationId}">`);
    expect(start, call).toBeGreaterThan(0);
    const section = html.slice(start, html.indexOf("</section>", start));
    expect(section).toContain(`<code>${call.split(" ")[1]}</code>`);
    for (const { name } of parameters) expect(section).toContain(`<code>${name}</code>`);
    for (const status of Object.keys(responses))
      expect(section).toContain(`<code>${status}</code>`);
  }
  for (const name of Object.keys(document.components.schemas)) {
    expect(html).toContain(`<section id="schema-${name}">`);
  }
});

test("shows the credential of each operation in its example", () => {
  const exampleOf = (id: string) => html.split(`<section id="${id}">`)[1]!.split("</pre>")[0]!;
  for (const [id, credential] of [
    ["sessions_list", "Syllable-API-Key: $KEY"],
    ["console_link_create", "Syllable-API-Key: $KEY"],
    ["console_session_get", "Cookie: syllable_session=$TOKEN"],
    ["console_session_start", undefined],
    ["session_recording_stream", undefined],
  ] as const) {
    const shown = /Syllable-API-Key: \$KEY|Cookie: [\w=$]+/.exec(exampleOf(id))?.[0];
    expect(shown, id).toBe(credential);
  }
});

test("every link within the page has a target", () => {
  const targets = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  const links = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id!);
  expect(links.length).toBeGreaterThan(50);
  expect(links.filter((id) => !targets.has(id))).toEqual([]);
});

test("has the addresses of the service behind a proxy", async () => {
  const headers = {
    "x-forwarded-proto": "https",
    "x-forwarded-host": "calls.example.com",
    "x-forwarded-prefix": "/calls",
  };
  for (const path of ["/docs", "/docs/"]) {
    const page = await (await fetch(service.url + path, { headers })).text();
    expect(page).toContain('href="https://calls.example.com/calls/openapi.json"');
    expect(page).toContain("https://calls.example.com/calls/api/v1/sessions/");
    expect(page).not.toContain(service.url);
  }
});

describe.skipIf(!browser)("in a browser", () => {
  test.each([
    ["light", "rgb(255, 255, 255)"],
    ["dark", "rgb(13, 17, 23)"],
  ] as const)("is shown in the %s theme, on screens of any width", async (colorScheme, color) => {
    const page = await browser!.newPage({ colorScheme });
    const problems: string[] = [];
    const requests: string[] = [];
    page.on("console", (message) => problems.push(message.text()));
    page.on("request", (request) => requests.push(request.url()));
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`${service.url}/docs#sessions_list`);
      const seen = await page.evaluate(() => ({
        background: getComputedStyle(window.document.body).backgroundColor,
        width: window.document.documentElement.scrollWidth,
      }));
      expect(seen).toEqual({ background: color, width });
      expect(await page.locator("#sessions_list h3").isVisible()).toBe(true);
    }
    expect(problems).toEqual([]);
    expect(new Set(requests)).toEqual(new Set([`${service.url}/docs`]));
    await page.close();
  });
});
