/** The files of the console. The tests have a small build of their own. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { openChromium } from "syllable-test-support/chromium";
import { sendRaw } from "syllable-test-support/raw-http";
import { tempFolder } from "syllable-test-support/temp-folder";
import { withApp } from "syllable-test-support/with-app";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";
const PAGES = [
  "/",
  "/sessions",
  "/sessions/",
  "/sessions/100001",
  "/overview",
  "/sessions?agent_name=Front%20desk&sort=-timestamp",
  "/keys",
  "/settings",
  "/sign-in",
];
const HTML = `<!doctype html>
<title>Console</title>
<link rel="stylesheet" href="/assets/index-B1.css">
<script type="module" src="/assets/index-A1.js"></script>
<script>document.title = "inline"</script>
<img src="http://127.0.0.1:1/other-host.png" alt="">
<p style="color: red">Text</p>
`;
const SCRIPT = `document.body.dataset.loaded = "true";\n${"// padding\n".repeat(200)}`;

const browser = await openChromium();
afterAll(() => browser?.close());

const folder = join(tempFolder(), "app");
mkdirSync(join(folder, "assets"), { recursive: true });
const write = (name: string, content: string | Buffer) =>
  writeFileSync(join(folder, name), content);
write("index.html", HTML);
write("favicon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
write("assets/index-A1.js", SCRIPT);
write("assets/index-A1.js.br", brotliCompressSync(SCRIPT));
write("assets/index-A1.js.gz", gzipSync(SCRIPT));
write("assets/index-B1.css", "p { margin: 0 }");
writeFileSync(join(folder, "../secret.txt"), "outside");

const app = withApp({ consoleDir: folder });
const get = (path: string, init: RequestInit = {}) => fetch(app.url + path, init);
const open = (path: string, init: RequestInit = {}) =>
  get(path, { ...init, headers: { accept: BROWSER, ...init.headers } });

describe("a page", () => {
  test.each(PAGES)("of the console is at %s, for browsers", async (path) => {
    const response = await open(path);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-cache",
      "content-security-policy":
        "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;font-src 'self';" +
        "connect-src 'self';media-src 'self' blob:;base-uri 'none';form-action 'self';frame-ancestors 'none'",
      "cross-origin-opener-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      vary: "Accept",
    });
    expect(await response.text()).toBe(HTML);
  });

  test.each(PAGES)("is not sent to programs at %s", async (path) => {
    for (const accept of ["*/*", "application/json"]) {
      const response = await get(path, { headers: { accept } });
      expect([response.status, response.headers.get("content-type")]).toEqual([
        404,
        "application/json",
      ]);
    }
  });

  test("is sent again only if it has changed", async () => {
    const etag = (await open("/")).headers.get("etag")!;
    const unchanged = await open("/settings", { headers: { "if-none-match": etag } });
    expect([unchanged.status, await unchanged.text()]).toEqual([304, ""]);
    const changed = await open("/", { headers: { "if-none-match": '"other"' } });
    expect(changed.status).toBe(200);
  });

  test("has the same headers for HEAD", async () => {
    const [got, head] = [await open("/"), await open("/", { method: "HEAD" })];
    expect([head.status, await head.text()]).toEqual([200, ""]);
    for (const name of ["content-type", "content-length", "etag", "cache-control"]) {
      expect(head.headers.get(name), name).toBe(got.headers.get(name));
    }
  });

  test.each(["/nowhere", "/sessions/1/2", "/index.html", "/assets/", "/assets", "/.env"])(
    "is not at %s",
    async (path) => {
      const response = await open(path);
      expect(response.status).toBe(404);
      const html = await response.text();
      expect(html).toContain("There is no page here");
      expect(html).toContain(`href="${app.url}/">/</a>`);
    },
  );

  test.each(["/docs", "/openapi.json", "/healthz", "/readyz"])(
    "of the console does not replace %s",
    async (path) => {
      const response = await open(path);
      expect(response.status).toBe(200);
      expect(await response.text()).not.toBe(HTML);
    },
  );
});

describe("a file", () => {
  test.each([
    ["/assets/index-A1.js", "application/javascript; charset=utf-8", SCRIPT],
    ["/assets/index-B1.css", "text/css; charset=utf-8", "p { margin: 0 }"],
  ])("with a hash in its name is cached for ever: %s", async (path, type, content) => {
    const response = await get(path, { headers: { "accept-encoding": "identity" } });
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": type,
      "content-length": String(Buffer.byteLength(content)),
      "cache-control": "public, max-age=31536000, immutable",
      "content-security-policy": "default-src 'none';frame-ancestors 'none'",
      vary: "Accept-Encoding",
    });
    expect(await response.text()).toBe(content);
  });

  test("without a hash in its name is cached for an hour", async () => {
    const { status, headers } = await get("/favicon.svg");
    expect([status, headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
    expect(headers.get("cache-control")).toBe("public, max-age=3600");
  });

  test.each([
    ["br", "br"],
    ["gzip", "gzip"],
    ["gzip, deflate, br, zstd", "br"],
    ["identity", null],
    ["zstd", null],
  ])("is compressed for a client that accepts %s", async (accepted, encoding) => {
    const response = await get("/assets/index-A1.js", { headers: { "accept-encoding": accepted } });
    expect(response.headers.get("content-encoding")).toBe(encoding);
    expect(response.headers.get("content-type")).toBe("application/javascript; charset=utf-8");
    expect(await response.text()).toBe(SCRIPT);
    const plain = await get("/assets/index-B1.css", { headers: { "accept-encoding": accepted } });
    expect(plain.headers.get("content-encoding")).toBeNull();
  });

  test("has the same headers for HEAD", async () => {
    const [got, head] = await Promise.all(
      ["GET", "HEAD"].map((method) => get("/assets/index-A1.js", { method })),
    );
    expect([head!.status, await head!.text()]).toEqual([200, ""]);
    for (const name of ["content-type", "content-length", "content-encoding", "cache-control"]) {
      expect(head!.headers.get(name), name).toBe(got!.headers.get(name));
    }
  });

  test("can't be changed", async () => {
    for (const method of ["PUT", "POST", "DELETE"]) {
      expect((await get("/assets/index-A1.js", { method })).status).toBe(404);
    }
  });

  test.each(["/assets/index-A2.js", "/assets/index-A1.js.br", "/assets/index-A1.js.map"])(
    "that does not exist is reported as 404: %s",
    async (path) => {
      const response = await get(path);
      expect([response.status, response.headers.get("content-type")]).toEqual([
        404,
        "application/json",
      ]);
      expect(response.headers.get("cache-control")).toBe("no-store");
    },
  );

  test.each([
    "/../secret.txt",
    "/assets/../../secret.txt",
    "/assets/%2e%2e/%2e%2e/secret.txt",
    "/assets/..%2f..%2fsecret.txt",
    "/assets/..%5c..%5csecret.txt",
    "/assets//../../secret.txt",
    "/%2e%2e%2fsecret.txt",
    "//secret.txt",
    "/assets/index-A1.js%00.txt",
  ])("outside of the console is not reachable: %s", async (path) => {
    const { status, body } = await sendRaw(app.url, `GET ${path}`, [`accept: ${BROWSER}`]);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(body).not.toContain("outside");
  });
});

describe("without the console", () => {
  const bare = withApp();

  test.each(PAGES)("%s is a page that says so", async (path) => {
    const response = await fetch(bare.url + path, { headers: { accept: BROWSER } });
    expect(response.status).toBe(404);
    const html = await response.text();
    expect(html).toContain("It was built without its web console.");
    expect(html).not.toContain("the console</dd>");
  });
});

describe.skipIf(!browser)("in a browser", () => {
  let problems: string[];
  let title: string;
  let loaded: string | undefined;
  let color: string;
  beforeAll(async () => {
    const page = await browser!.newPage();
    problems = [];
    page.on("console", (message) => problems.push(message.text()));
    await page.goto(`${app.url}/sessions`);
    await page.waitForFunction(() => window.document.body.dataset.loaded === "true");
    title = await page.title();
    loaded = await page.evaluate(() => window.document.body.dataset.loaded);
    color = await page.evaluate(() => getComputedStyle(window.document.querySelector("p")!).color);
    await page.close();
  });

  test("scripts of the console run, and those within the page do not", () => {
    expect([loaded, title]).toEqual(["true", "Console"]);
    expect(color).not.toBe("rgb(255, 0, 0)");
    expect(problems.join("\n")).toMatch(/script-src 'self'/);
  });

  test("nothing is loaded from other hosts", () => {
    expect(problems.join("\n")).toMatch(/other-host\.png.*img-src 'self' data:/s);
  });
});
