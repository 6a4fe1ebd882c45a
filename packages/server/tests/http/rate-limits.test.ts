import { startApp, type TestApp } from "syllable-test-support/app";
import { newKey } from "syllable-test-support/organisation";
import { recordingUrls, uploadRecording } from "syllable-test-support/recordings";
import { ADMIN_KEY } from "syllable-test-support/service";
import { putSession } from "syllable-test-support/sessions";
import { afterEach, describe, expect, test } from "vitest";
import { signToken } from "../../src/recordings/tokens.js";

const LIST = "/api/v1/sessions/";
const STREAM = "/api/v1/sessions/recording/stream";
/** How many invalid keys and tokens an address may send in a minute. */
const INVALID = 60;

let app: TestApp;
afterEach(() => app.remove());

const withKey = (key: string, headers: Record<string, string> = {}) =>
  app.call(LIST, { headers: { "syllable-api-key": key, ...headers } });
const statusOf = async (key: string, headers?: Record<string, string>) => {
  const response = await withKey(key, headers);
  await response.text();
  return response.status;
};
const withToken = async (token: string) => {
  const response = await fetch(`${app.url}${STREAM}?token=${token}`);
  await response.text();
  return response.status;
};

/** Sends as many invalid keys as an address may send in a minute. */
async function useUpInvalid(headers?: Record<string, string>): Promise<void> {
  for (let index = 0; index < INVALID; index++) {
    expect(await statusOf(`syl_wrong_${index}`, headers)).toBe(401);
  }
}

const logged = (message: string) =>
  app
    .log()
    .filter(({ msg }) => msg === message)
    .map(({ level, address, count }) => [level, address, count]);

describe("requests of a key", () => {
  test("beyond the limit are rejected with 429 and Retry-After, unlike those of other keys", async () => {
    app = await startApp({ requestsPerMinute: 5 });
    const other = await newKey(app);
    for (let request = 0; request < 5; request++) expect(await statusOf(ADMIN_KEY)).toBe(200);
    const response = await withKey(ADMIN_KEY);
    expect(response.status).toBe(429);
    expect(response.headers.get("content-type")).toBe("application/json");
    const seconds = Number(response.headers.get("retry-after"));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(await response.json()).toEqual({
      detail: `more than 5 requests within a minute with this API key; try again in ${seconds} s`,
    });
    expect(await statusOf(other)).toBe(200);
    for (const path of ["/healthz", "/readyz", "/openapi.json"]) {
      expect((await app.call(path)).status).toBe(200);
    }
  });

  test("are not limited if the limit is 0, and neither are invalid keys", async () => {
    app = await startApp({ requestsPerMinute: 0 });
    await useUpInvalid();
    expect(await statusOf("syl_wrong")).toBe(401);
    expect(await statusOf(ADMIN_KEY)).toBe(200);
  });
});

describe("invalid keys", () => {
  test("are rejected with 429 beyond the limit, unlike a valid key that was used before", async () => {
    app = await startApp({ requestsPerMinute: 100_000 });
    expect(await statusOf(ADMIN_KEY)).toBe(200);
    const unknown = await newKey(app);
    await useUpInvalid();
    const response = await withKey("syl_wrong_again");
    expect(response.status).toBe(429);
    const seconds = response.headers.get("retry-after");
    expect(Number(seconds)).toBeGreaterThan(0);
    expect(await response.json()).toEqual({
      detail: `more than 60 invalid credentials within a minute from this address; try again in ${seconds} s`,
    });
    expect(await statusOf(ADMIN_KEY)).toBe(200);
    expect(await statusOf(unknown)).toBe(429);
  });

  test("of one address do not limit another", async () => {
    app = await startApp({ trustedProxies: ["127.0.0.1"] });
    const from = (address: string) => ({ "x-forwarded-for": `198.51.100.1, ${address}` });
    await useUpInvalid(from("203.0.113.7"));
    expect(await statusOf("syl_wrong", from("203.0.113.7"))).toBe(429);
    expect(await statusOf("syl_wrong", from("203.0.113.8"))).toBe(401);
    // An IPv6 network counts as one address.
    await useUpInvalid(from("2001:db8:1:2::1"));
    expect(await statusOf("syl_wrong", from("2001:db8:1:2:ffff::9"))).toBe(429);
    expect(await statusOf("syl_wrong", from("2001:db8:1:3::1"))).toBe(401);
  });

  test("are not limited on this machine by default, even if a client claims another address", async () => {
    app = await startApp();
    const headers = { "x-forwarded-for": "203.0.113.7" };
    await useUpInvalid(headers);
    expect(await statusOf("syl_wrong", headers)).toBe(401);
  });

  test("are logged by address and count, without the keys", async () => {
    app = await startApp({ requestsPerMinute: 100_000, trustedProxies: ["127.0.0.1"] });
    const headers = { "x-forwarded-for": "203.0.113.7" };
    await useUpInvalid(headers);
    expect(await statusOf("syl_wrong_again", headers)).toBe(429);
    expect(await statusOf("syl_wrong_other")).toBe(401);
    const message = "requests with an invalid API key";
    expect(logged(message)).toEqual([
      [40, "203.0.113.7", 1],
      [40, "127.0.0.1", 1],
    ]);
    await app.stop();
    expect(logged(message)).toEqual([
      [40, "203.0.113.7", 1],
      [40, "127.0.0.1", 1],
      [40, "203.0.113.7", INVALID],
    ]);
    expect(JSON.stringify(app.log())).not.toContain("syl_wrong");
  });
});

describe("invalid recording tokens", () => {
  test("are rejected with 429 beyond the limit, unlike valid ones", async () => {
    app = await startApp({ requestsPerMinute: 100_000 });
    await putSession(app, "1");
    const audio = { "content-type": "audio/wav" };
    await uploadRecording(app, "1", "call", Buffer.from("RIFF"), audio);
    const [url] = await recordingUrls(app, "1");
    for (let index = 0; index < INVALID; index++) {
      expect(await withToken(`wrong.${index}`)).toBe(401);
    }
    const refused = await fetch(`${app.url}${STREAM}?token=wrong`);
    expect([refused.status, Number(refused.headers.get("retry-after")) > 0]).toEqual([429, true]);
    expect((await fetch(url!)).status).toBe(200);
    // Keys share the count.
    expect(await statusOf("syl_wrong")).toBe(429);
    await app.stop();
    const message = "requests with an invalid recording token";
    expect(logged(message)).toEqual([
      [40, "127.0.0.1", 1],
      [40, "127.0.0.1", INVALID],
    ]);
  });

  test("do not include expired tokens, which players may still send", async () => {
    app = await startApp({ requestsPerMinute: 100_000 });
    const grant = { organisation: 1, session: 1, name: "call", expires: 1 };
    const token = signToken(app.tokenSecret, grant);
    for (let index = 0; index <= INVALID; index++) expect(await withToken(token)).toBe(401);
    expect(logged("requests with an invalid recording token")).toEqual([]);
  });
});
