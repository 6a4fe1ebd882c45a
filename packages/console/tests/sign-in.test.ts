import { openChromium } from "syllable-test-support/chromium";
import { needs } from "syllable-test-support/missing-parts";
import { ADMIN_KEY } from "syllable-test-support/service";
import { putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Options, openConsole } from "./support/console.ts";

const browser = await openChromium();
afterAll(() => browser?.close());
const service = withService();
beforeAll(() => putSession(service, "1", { agent_name: "Front Desk" }));

const open = (path: string, options: Options = {}) =>
  openConsole(browser!, service, path, { key: null, ...options });

async function createKey(scope: string): Promise<{ id: number; secret: string }> {
  const response = await service.call("/api/v1/keys", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: `key for ${scope}`, scope }),
  });
  return await response.json();
}

describe("sign-in", needs(browser), () => {
  test("with a key leads back to the address that needed it", async () => {
    await using console = await open("/sessions?agent_name=Front&sort=duration");
    const { page } = console;
    await page.getByLabel("API key").fill(ADMIN_KEY);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("grid").getByText("Front Desk").waitFor();
    expect(new URL(page.url()).search).toBe("?agent_name=Front&sort=duration");
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict" });
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(ADMIN_KEY);
  });

  test("with a wrong key names the cause and keeps what was typed", async () => {
    await using console = await open("/");
    const { page } = console;
    await page.getByLabel("API key").fill("syl_wrong");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("This key is not valid on this service.").waitFor();
    expect(await page.getByLabel("API key").inputValue()).toBe("syl_wrong");
    expect(await page.getByLabel("API key").getAttribute("aria-invalid")).toBe("true");
  });

  test("never leads to another host", async () => {
    await using console = await open("/sign-in?to=//example.com/");
    const { page } = console;
    await page.getByLabel("API key").fill(ADMIN_KEY);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Sessions", exact: true }).waitFor();
    expect(new URL(page.url()).origin).toBe(service.url);
  });

  test("with a link works once", async () => {
    const response = await service.call("/api/v1/console/links", { method: "POST" });
    const { link } = (await response.json()) as { link: string };
    await using console = await open(`/sign-in#link=${link}`);
    await console.page.getByRole("grid").waitFor();
    expect(console.page.url()).not.toContain(link);
    await using second = await open(`/sign-in#link=${link}`);
    await second.page.getByText("This link is no longer valid.").waitFor();
    expect(second.page.url()).not.toContain(link);
  });

  test("ends with sign-out", async () => {
    await using console = await open("/sessions", { key: ADMIN_KEY });
    const { page } = console;
    await page.getByRole("grid").getByText("Front Desk").waitFor();
    await page.context().setOffline(true);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByText("You are still signed in. The service can’t be reached.").waitFor();
    await page.context().setOffline(false);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("API key").waitFor();
    expect((await page.request.get("/api/v1/console/session")).status()).toBe(401);
    await page.goto("/sessions");
    await page.getByLabel("API key").waitFor();
  });
});

describe("a revoked key", needs(browser), () => {
  test("leads to the sign-in page, and back to the same address", async () => {
    const { id, secret } = await createKey("write");
    await using console = await open("/sessions?agent_name=Front", { key: secret });
    const { page } = console;
    await page.getByRole("grid").getByText("Front Desk").waitFor();
    await service.call(`/api/v1/keys/${id}`, { method: "DELETE" });
    await expect
      .poll(async () => (await page.request.get("/api/v1/console/session")).status(), {
        timeout: 10_000,
      })
      .toBe(401);
    await page.getByRole("button", { name: "Duration", exact: true }).first().click();
    await page.getByLabel("At least").fill("1");
    await page.keyboard.press("Enter");
    await page.getByLabel("API key").fill(ADMIN_KEY);
    await page.keyboard.press("Enter");
    await page.getByText("No sessions match these filters").waitFor();
    expect(new URL(page.url()).search).toBe("?agent_name=Front&duration=%3E%3D1");
  });
});

describe("keys", needs(browser), () => {
  test("are created, shown once and revoked", async () => {
    await using console = await open("/keys", { key: ADMIN_KEY });
    const { page } = console;
    await page.getByRole("button", { name: "New key" }).click();
    await page.getByLabel("Name").fill("telephony <b>");
    await page.getByLabel("write Can also write").check();
    await page.getByRole("button", { name: "Create key" }).click();
    const secret = await page.getByRole("dialog").locator("code").innerText();
    const called = await fetch(`${service.url}/api/v1/sessions/`, {
      headers: { "syllable-api-key": secret },
    });
    expect(called.status).toBe(200);
    // Nothing but the button closes the only dialog that has the secret.
    await page.keyboard.press("Escape");
    await page.mouse.click(5, 5);
    expect(await page.getByRole("dialog").locator("code").innerText()).toBe(secret);
    await page.getByRole("button", { name: "Done" }).click();
    const row = page.getByRole("row", { name: "telephony <b>" });
    await row.getByText("write", { exact: true }).waitFor();
    expect(await page.content()).not.toContain(secret);
    await row.getByRole("button", { name: "Revoke" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await row.getByText(/^Revoked /).waitFor();
    expect(console.errors).toEqual([]);
  });

  test("are copied without a secure context, and a notice says if they can't be", async () => {
    await using console = await open("/keys", { key: ADMIN_KEY });
    const { page } = console;
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const readCopied = await page.evaluateHandle(() => {
      const { clipboard } = navigator;
      return () => clipboard.readText();
    });
    await page.evaluate(() =>
      Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true }),
    );
    await page.getByRole("button", { name: "New key" }).click();
    await page.getByLabel("Name").fill("Desk");
    await page.getByRole("button", { name: "Create key" }).click();
    const secret = await page.getByRole("dialog").locator("code").innerText();
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByText("Copied", { exact: true }).waitFor({ state: "attached" });
    expect(await readCopied.evaluate((read) => read())).toBe(secret);
    await page.evaluate(() => Object.assign(document, { execCommand: () => false }));
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByText("The browser does not allow copying.").waitFor();
    expect(console.errors).toEqual([]);
  });

  test("are not for those who may not manage them", async () => {
    const { secret } = await createKey("read");
    await using console = await open("/keys", { key: secret });
    await console.page.getByText("This page is for administrators").waitFor();
    expect(await console.page.getByRole("link", { name: "Keys" }).count()).toBe(0);
  });
});
