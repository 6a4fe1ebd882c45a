/** Signing in to the console, and the sessions of browsers. */
import { hash } from "node:crypto";
import { describeWithEachDatabase } from "syllable-test-support/each-database";
import { eventually } from "syllable-test-support/eventually";
import { newKey } from "syllable-test-support/organisation";
import { ADMIN_KEY } from "syllable-test-support/service";
import { AT, putSession } from "syllable-test-support/sessions";
import { afterEach, expect, test, vi } from "vitest";
import { openStore } from "../../src/open-data.js";
import { VERSION } from "../../src/version.js";
import { TestBrowser } from "./test-browser.js";

const LIST = "/api/v1/sessions/";
const LINKS = "/api/v1/console/links";
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

afterEach(() => {
  vi.useRealTimers();
});

/** From now on, time passes only in steps. */
function stopClock(): { advance(ms: number): void } {
  vi.useFakeTimers({ toFake: ["Date"] });
  return { advance: (ms) => void vi.advanceTimersByTime(ms) };
}

const tokenOf = ({ cookie }: TestBrowser): string => cookie!.slice("syllable_session=".length);
const hashOf = (browser: TestBrowser): string => hash("sha256", tokenOf(browser), "hex");

await describeWithEachDatabase("a browser", (service) => {
  const createLink = async (key = ADMIN_KEY) => {
    const headers = { "syllable-api-key": key };
    const response = await service.call(LINKS, { method: "POST", headers });
    expect(response.status).toBe(201);
    return (await response.json()) as { link: string; expires_at: string };
  };

  test("that signs in with a key gets a cookie that only pages of the service can use", async () => {
    const browser = new TestBrowser(service);
    const response = await browser.signIn({ api_key: ADMIN_KEY });
    expect([response.status, await response.text()]).toEqual([204, ""]);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(browser.setCookie).toMatch(
      /^syllable_session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(browser.cookie).not.toContain(ADMIN_KEY);
  });

  test("can read its session", async () => {
    const browser = await TestBrowser.signedIn(service);
    const before = Date.now();
    const response = await browser.session();
    expect(response.status).toBe(200);
    const { expires_at: expires, ...session } = (await response.json()) as { expires_at: string };
    expect(session).toEqual({
      organisation: "default",
      key: { id: 1, name: "first key", scope: "admin" },
      version: VERSION,
    });
    expect(Math.abs(Date.parse(expires) - before - 8 * HOUR_MS)).toBeLessThan(MINUTE_MS);
  });

  test("reads and writes what its key allows", async () => {
    await putSession(service, "1", { agent_name: "Front desk" });
    const reader = await TestBrowser.signedIn(service, await newKey(service, { scope: "read" }));
    expect(await (await reader.call(`${LIST}1`)).json()).toMatchObject({
      agent_name: "Front desk",
    });
    const change = { method: "PUT", body: JSON.stringify({ timestamp: AT }) };
    expect(await reader.statusOf(`${LIST}1`, change)).toBe(403);
    expect(await reader.statusOf("/api/v1/keys")).toBe(403);

    const writer = await TestBrowser.signedIn(service, await newKey(service));
    expect(await writer.statusOf(`${LIST}1`, change)).toBe(200);

    const stranger = await TestBrowser.signedIn(
      service,
      await newKey(service, { organisation: "strangers" }),
    );
    expect(await stranger.statusOf(`${LIST}1`)).toBe(404);
  });

  test("is rejected without a cookie, or with an unknown one, which is deleted", async () => {
    const browser = new TestBrowser(service);
    const without = await browser.session();
    expect([without.status, await without.json()]).toEqual([
      401,
      { detail: "this browser is not signed in" },
    ]);
    expect(await browser.statusOf(LIST)).toBe(401);

    const unknown = await browser.call(LIST, { headers: { cookie: "syllable_session=guessed" } });
    expect([unknown.status, await unknown.json()]).toEqual([
      401,
      { detail: "the browser session has ended; sign in again" },
    ]);
    expect(browser.setCookie).toBe(
      "syllable_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict",
    );
  });

  test.each([
    [{ api_key: "syl_wrong" }, 401, "invalid API key"],
    [
      { link: "guessed" },
      401,
      "this sign-in link was used or has expired; sign in with an API key",
    ],
  ])("can't sign in with %j", async (body, status, detail) => {
    const browser = new TestBrowser(service);
    const response = await browser.signIn(body);
    expect([response.status, await response.json()]).toEqual([status, { detail }]);
    expect(browser.setCookie).toBeUndefined();
  });

  test.each([
    {},
    { api_key: "" },
    { api_key: "a", link: "b" },
    { api_key: 1 },
    { api_key: "a", password: "b" },
    null,
  ])("gets a validation error for %j", async (body) => {
    const browser = new TestBrowser(service);
    expect((await browser.signIn(body)).status).toBe(422);
    expect(browser.setCookie).toBeUndefined();
  });

  test("that signs out ends its session and no other", async () => {
    const browser = await TestBrowser.signedIn(service);
    const other = await TestBrowser.signedIn(service);
    const { cookie } = browser;
    expect(await browser.statusOf(LIST)).toBe(200);
    expect((await browser.signOut()).status).toBe(204);
    expect(browser.cookie).toBeUndefined();
    expect(await browser.statusOf(LIST, { headers: { cookie: cookie! } })).toBe(401);
    expect(await other.statusOf(LIST)).toBe(200);
    expect((await browser.signOut()).status).toBe(204);
  });

  test("that signs in again ends the session that it had", async () => {
    const browser = await TestBrowser.signedIn(service);
    const { cookie } = browser;
    await browser.signIn({ api_key: ADMIN_KEY });
    expect(browser.cookie).not.toBe(cookie);
    expect(await browser.statusOf(LIST)).toBe(200);
    expect(await browser.statusOf(LIST, { headers: { cookie: cookie! } })).toBe(401);
  });

  test("stays signed in while it sends requests, for at most 7 days", async () => {
    const clock = stopClock();
    const end = Date.now() + 7 * 24 * HOUR_MS;
    const browser = await TestBrowser.signedIn(service);
    const store = await openStore(service);
    const expiresAt = async () =>
      (await store.browserSessions.find(hashOf(browser), Date.now()))?.expiresAt;
    while (Date.now() + 7 * HOUR_MS < end) {
      clock.advance(7 * HOUR_MS);
      expect(await browser.statusOf(LIST)).toBe(200);
      // The service does not wait until the use is stored.
      const expected = Math.min(Date.now() + 8 * HOUR_MS, end);
      await eventually(async () => expect(await expiresAt()).toBe(expected));
    }
    await store.close();
    const { cookie } = browser;
    clock.advance(end - 1 - Date.now());
    expect(await browser.statusOf(LIST)).toBe(200);
    clock.advance(1);
    expect(await browser.statusOf(LIST, { headers: { cookie: cookie! } })).toBe(401);
  });

  test("is signed out after 8 hours without requests", async () => {
    const clock = stopClock();
    const browser = await TestBrowser.signedIn(service);
    const { cookie } = browser;
    clock.advance(8 * HOUR_MS - 1);
    const other = await TestBrowser.signedIn(service);
    clock.advance(1);
    expect(await browser.statusOf(LIST, { headers: { cookie: cookie! } })).toBe(401);
    expect(await other.statusOf(LIST)).toBe(200);
  });

  test("is signed out within 5 seconds after its key was revoked", async () => {
    const key = await newKey(service, { organisation: "leaving" });
    const clock = stopClock();
    const browser = await TestBrowser.signedIn(service, key);
    expect(await browser.statusOf(LIST)).toBe(200);
    const store = await openStore(service);
    const listed = (await store.keys.list()).find((one) => one.organisationName === "leaving");
    expect(await store.keys.revoke(listed!.id)).toBe(true);
    await store.close();
    clock.advance(5_000);
    expect(await browser.statusOf(LIST)).toBe(401);
    expect((await browser.signIn({ api_key: key })).status).toBe(401);
  });

  test("signs in with a link once, with the key that created it", async () => {
    const { link } = await createLink(await newKey(service, { scope: "read" }));
    const browser = new TestBrowser(service);
    expect((await browser.signIn({ link })).status).toBe(204);
    const session = (await (await browser.session()).json()) as { key: { scope: string } };
    expect(session.key.scope).toBe("read");
    const again = await new TestBrowser(service).signIn({ link });
    expect(again.status).toBe(401);
  });

  test("uses a link that several open at once alone", async () => {
    const { link } = await createLink();
    const browsers = Array.from({ length: 5 }, () => new TestBrowser(service));
    const responses = await Promise.all(browsers.map((browser) => browser.signIn({ link })));
    const statuses = responses.map(({ status }) => status).sort();
    expect(statuses).toEqual([204, 401, 401, 401, 401]);
  });

  test("can't use a link after 10 minutes", async () => {
    const clock = stopClock();
    const [used, expired] = [await createLink(), await createLink()];
    expect(Date.parse(used.expires_at)).toBe(Date.now() + 10 * MINUTE_MS);
    clock.advance(10 * MINUTE_MS - 1);
    expect((await new TestBrowser(service).signIn({ link: used.link })).status).toBe(204);
    clock.advance(1);
    expect((await new TestBrowser(service).signIn({ link: expired.link })).status).toBe(401);
  });

  test("can't create a link, because that would prolong its session", async () => {
    const browser = await TestBrowser.signedIn(service);
    expect(await browser.statusOf(LINKS, { method: "POST" })).toBe(401);
  });

  test("has no token in the database", async () => {
    const browser = await TestBrowser.signedIn(service);
    const store = await openStore(service);
    const found = await store.browserSessions.find(hashOf(browser), Date.now());
    const unhashed = await store.browserSessions.find(tokenOf(browser), Date.now());
    await store.close();
    expect(found).toMatchObject({ key: { name: "first key" } });
    expect(unhashed).toBeUndefined();
  });
});
