import { startApp, type TestApp } from "syllable-test-support/app";
import { ADMIN_KEY } from "syllable-test-support/service";
import { afterEach, expect, test } from "vitest";
import { TestBrowser } from "./test-browser.js";

/** How many invalid credentials an address may send in a minute. */
const INVALID = 60;
const LIST = "/api/v1/sessions/";

let app: TestApp;
afterEach(() => app.remove());

const signIn = async (body: object) => (await new TestBrowser(app).signIn(body)).status;
const withCookie = (token: string) =>
  new TestBrowser(app).statusOf(LIST, { headers: { cookie: `syllable_session=${token}` } });

test.each<[credential: string, send: (index: number) => Promise<number>]>([
  ["API key", (index) => signIn({ api_key: `syl_wrong_${index}` })],
  ["sign-in link", (index) => signIn({ link: `wrong_${index}` })],
  ["browser session", (index) => withCookie(`wrong_${index}`)],
])(
  "many requests with an invalid %s are rejected with 429, as are sign-ins",
  async (credential, send) => {
    app = await startApp({ requestsPerMinute: 100_000 });
    const signedIn = await TestBrowser.signedIn(app);
    expect(await signedIn.statusOf(LIST)).toBe(200);
    for (let index = 0; index < INVALID; index++) expect(await send(index)).toBe(401);
    expect(await send(INVALID)).toBe(429);
    const refused = await new TestBrowser(app).signIn({ api_key: "syl_wrong_again" });
    expect([refused.status, Number(refused.headers.get("retry-after")) > 0]).toEqual([429, true]);
    // Those who were signed in before can still work.
    expect(await signedIn.statusOf(LIST)).toBe(200);
    expect(await signIn({ api_key: ADMIN_KEY })).toBe(204);
    await app.stop();
    const counts = app.log().filter(({ msg }) => msg === `requests with an invalid ${credential}`);
    expect(counts.length).toBeGreaterThan(0);
    expect(JSON.stringify(app.log())).not.toMatch(/wrong_/);
  },
);

test("sign-outs with invalid cookies are limited too", async () => {
  app = await startApp({ requestsPerMinute: 100_000 });
  const signOut = (index: number) =>
    new TestBrowser(app).statusOf("/api/v1/console/session", {
      method: "DELETE",
      headers: { cookie: `syllable_session=wrong_${index}` },
    });
  for (let index = 0; index < INVALID; index++) expect(await signOut(index)).toBe(204);
  expect(await signOut(INVALID)).toBe(429);
});

test("sign-ins and requests of a browser count against the limit of its key", async () => {
  app = await startApp({ requestsPerMinute: 3 });
  const browser = await TestBrowser.signedIn(app);
  expect(await browser.statusOf(LIST)).toBe(200);
  expect(await browser.statusOf(LIST)).toBe(200);
  expect(await browser.statusOf(LIST)).toBe(429);
  expect(await signIn({ api_key: ADMIN_KEY })).toBe(429);
});
