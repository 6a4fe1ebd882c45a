import { openStore } from "syllable-server";
import { newKey, newOrganisation } from "syllable-test-support/organisation";
import {
  demoRecording,
  detailOf,
  recordingUrls,
  uploadRecording,
} from "syllable-test-support/recordings";
import { ADMIN_KEY, startService } from "syllable-test-support/service";
import { jsonWith, putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { beforeAll, describe, expect, test } from "vitest";
import { type RecordingGrant, signToken } from "../../src/recordings/tokens.js";

const PATH = "/api/v1/sessions/recording/stream";

const service = withService();
let url: string;
let secret: Buffer;
let grant: RecordingGrant;
beforeAll(async () => {
  await putSession(service, "1");
  await uploadRecording(service, "1", "call.ogg", demoRecording("100017/message.ogg"));
  [url] = (await recordingUrls(service, "1")) as [string];
  const store = await openStore(service);
  secret = await store.getSecret("recording-tokens");
  const { id: organisation } = await store.keys.ensureOrganisation("default");
  await store.close();
  const expires = Math.floor(Date.now() / 1000) + 60;
  grant = { organisation, session: 1, name: "call.ogg", expires };
});

const withToken = (token: string) =>
  fetch(`${service.url}${PATH}?token=${encodeURIComponent(token)}`);

describe("a token", () => {
  const token = () => new URL(url).searchParams.get("token")!;

  test("that is signed with the secret opens its recording", async () => {
    expect((await withToken(signToken(secret, grant))).status).toBe(200);
  });

  test.each<[string, () => string]>([
    ["invented", () => "nonsense"],
    ["empty", () => ""],
    ["truncated", () => token().slice(0, -1)],
    ["without its signature", () => token().split(".")[0]!],
    ["extended", () => `${token()}A`],
    ["forged", () => signToken(Buffer.alloc(32), grant)],
    [
      "with the signature of another token",
      () => {
        const [payload] = signToken(secret, { ...grant, session: 2 }).split(".");
        return `${payload}.${token().split(".")[1]}`;
      },
    ],
    ["with padding", () => `${token()}=`],
    ["with a letter in front", () => `x${token()}`],
    ["10,000 characters long", () => "a.".repeat(5_000)],
  ])("that is %s is rejected with 401", async (_what, make) => {
    const response = await withToken(make());
    expect([response.status, await detailOf(response)]).toEqual([
      401,
      "invalid recording token; request the recording URLs again",
    ]);
  });

  test("that has expired is rejected with 401", async () => {
    const expired = signToken(secret, { ...grant, expires: Math.floor(Date.now() / 1000) });
    const response = await withToken(expired);
    expect([response.status, await detailOf(response)]).toEqual([
      401,
      "the recording token has expired; request the recording URLs again",
    ]);
  });

  test.each([
    ["missing", ""],
    ["given twice", "?token=a&token=b"],
  ])("that is %s is rejected with 422", async (_what, query) => {
    const response = await fetch(service.url + PATH + query);
    expect(response.status).toBe(422);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await detailOf(response)).toMatchObject([{ loc: ["query", "token"] }]);
  });

  test("that contains NUL is rejected with 422", async () => {
    expect((await withToken("a\0b")).status).toBe(422);
  });

  test("expires after the configured time", async () => {
    await using brief = await startService({ tokenSeconds: 60 });
    await putSession(brief, "1");
    const path = "/api/v1/sessions/recording/1";
    const body = await (await brief.call(path, { method: "POST" })).json();
    const left = Date.parse((body as { expiration: string }).expiration) - Date.now();
    expect(left).toBeGreaterThan(50_000);
    expect(left).toBeLessThan(61_000);
  });
});

describe("a key sent with the token", () => {
  test.each<[string, () => Promise<string>, number]>([
    ["of the same organisation", async () => ADMIN_KEY, 200],
    ["of the same organisation, with scope read", () => newKey(service, { scope: "read" }), 200],
    ["of another organisation", () => newOrganisation(service), 403],
    ["that is invalid", async () => "syl_wrong", 401],
  ])("%s", async (_what, key, status) => {
    const response = await fetch(url, { headers: { "syllable-api-key": await key() } });
    expect(response.status).toBe(status);
    await response.arrayBuffer();
  });
});

test("recording URLs are created only for the organisation of the key", async () => {
  const key = await newOrganisation(service);
  const response = await service.call("/api/v1/sessions/recording/1", {
    method: "POST",
    headers: jsonWith(key),
    body: "{}",
  });
  expect(response.status).toBe(404);
});
