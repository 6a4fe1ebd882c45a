/** What the first view needs: few bytes, scripts of the service only, and the theme before anything is painted. */
import { gzipSync } from "node:zlib";
import { openChromium } from "syllable-test-support/chromium";
import { needs } from "syllable-test-support/missing-parts";
import { putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openConsole } from "./support/console.ts";

const MAX_SCRIPT_BYTES = 200_000;

const browser = await openChromium();
afterAll(() => browser?.close());
const service = withService();
beforeAll(() => putSession(service, "1", { agent_name: "Front Desk" }));

describe("the first view", needs(browser), () => {
  test("has less than 200 kB of scripts", async () => {
    await using console = await openConsole(browser!, service, "/sessions");
    const { page } = console;
    await page.getByRole("grid").getByText("Front Desk").waitFor();
    const scripts = await page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .map(({ name }) => name)
        .filter((name) => name.endsWith(".js")),
    );
    let total = 0;
    for (const url of scripts) total += gzipSync(await (await fetch(url)).text()).length;
    globalThis.console.log(`${scripts.length} scripts of the first view: ${total} bytes gzipped`);
    expect(scripts.length).toBeGreaterThan(2);
    expect(total).toBeLessThan(MAX_SCRIPT_BYTES);
  });

  test("runs no inline script, no handler in HTML and no script of another host", async () => {
    const policy = (await fetch(`${service.url}/`, { headers: { accept: "text/html" } })).headers;
    expect(policy.get("content-security-policy")).toMatch(/script-src 'self'(;|$)/);
    expect(policy.get("content-security-policy")).not.toContain("unsafe");
    await using console = await openConsole(browser!, service, "/sessions");
    const { page } = console;
    await page.getByRole("grid").getByText("Front Desk").waitFor();
    await page.evaluate(() => {
      const inline = document.createElement("script");
      inline.textContent = "window.ran = 'inline'";
      const foreign = document.createElement("script");
      foreign.src = "https://example.com/script.js";
      const image = document.createElement("div");
      image.innerHTML = "<img src=/nowhere onerror=\"window.ran = 'handler'\">";
      document.body.append(inline, foreign, image);
    });
    // Each is reported when the browser refuses it.
    for (const refused of [/inline script/, /example\.com\/script\.js/, /inline event handler/]) {
      await expect.poll(() => console.errors.join("\n"), { timeout: 10_000 }).toMatch(refused);
    }
    expect(await page.evaluate(() => "ran" in window)).toBe(false);
  });

  test("has the theme of the settings before the first paint", async () => {
    const options = { colorScheme: "light" } as const;
    await using console = await openConsole(browser!, service, "/settings", options);
    const { page } = console;
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
    await page.getByText("Dark").first().click();
    await expect.poll(theme).toBe("dark");
    await page.route("**/assets/index-*.js", (route) => route.abort());
    await page.reload();
    const background = () => getComputedStyle(document.body).backgroundColor;
    expect(await theme()).toBe("dark");
    expect(await page.evaluate(background)).toBe("rgb(19, 19, 22)");
  });
});
