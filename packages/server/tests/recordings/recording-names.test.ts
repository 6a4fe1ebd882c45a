import { mkdtemp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { saveRecording } from "syllable-sdk/node";
import { recordingFiles } from "syllable-test-support/data-folder";
import { sendRaw } from "syllable-test-support/raw-http";
import {
  demoRecording,
  detailOf,
  listRecordings,
  newSession,
  recordingUrls,
  uploadRecording,
} from "syllable-test-support/recordings";
import { sdkFor } from "syllable-test-support/sdk";
import { ADMIN_KEY } from "syllable-test-support/service";
import { tempFolder } from "syllable-test-support/temp-folder";
import { withService } from "syllable-test-support/with-service";
import { describe, expect, test } from "vitest";

const ogg = demoRecording("100017/message.ogg");
const service = withService();
const folder = tempFolder();

const put = (session: string, name: string, body: Buffer = ogg) =>
  uploadRecording(service, session, encodeURIComponent(name), body);

/** The name in the header, for clients that know `filename*`, and for those that do not. */
async function namesSent(url: string): Promise<[name: string, ascii: string]> {
  const response = await fetch(url, { method: "HEAD" });
  const header = response.headers.get("content-disposition")!;
  expect(header).toMatch(
    /^inline; filename="[ !#-$&-[\]-~]*"(; filename\*=UTF-8''[\w!#$&+.^`|~%-]+)?$/,
  );
  const [, ascii] = /filename="([^"]*)"/.exec(header)!;
  const [, encoded] = /filename\*=UTF-8''(.*)$/.exec(header) ?? [];
  return [encoded === undefined ? ascii! : decodeURIComponent(encoded), ascii!];
}

describe("a recording may have the name", () => {
  test.each([
    ["a", "a"],
    ["call.mp3", "call.mp3"],
    [".hidden", ".hidden"],
    ["-a", "-a"],
    ["...", "..."],
    ["Anruf Müller.wav", "Anruf M_ller.wav"],
    ["通話記録 2026-06-01.mp3", "____ 2026-06-01.mp3"],
    ["مكالمة.ogg", "______.ogg"],
    ["👩🏽‍⚕️ call.mp3", "_____ call.mp3"],
    ['a"b\\c.mp3', "a_b_c.mp3"],
    ["50%41.mp3", "50_41.mp3"],
    ["it's (1) *.mp3", "it's (1) *.mp3"],
    ["it's (1) é*.mp3", "it's (1) _*.mp3"],
    ["a; filename=evil.html", "a; filename=evil.html"],
    ["+1 (206) 555-0166 #2 & more? = yes.wav", "+1 (206) 555-0166 #2 & more? = yes.wav"],
    ["\u202efdp.mp3", "_fdp.mp3"],
    ["\u200b", "_"],
    [" spaced ", " spaced "],
    ["{name}$&", "{name}$&"],
    ["C:\\temp\\call.wav", "C:_temp_call.wav"],
    ["x".repeat(255), "x".repeat(255)],
    ["é".repeat(127), "_".repeat(127)],
    ["__proto__", "__proto__"],
    ["stream", "stream"],
  ])("%j, and is listed, sent and saved under it", async (name, ascii) => {
    const session = await newSession(service);
    const response = await put(session, name);
    expect(await response.json()).toMatchObject({ name });
    expect(response.status).toBe(201);
    expect(await listRecordings(service, session)).toMatchObject([{ name, state: "ready" }]);
    const [url] = await recordingUrls(service, session);
    expect(await namesSent(url!)).toEqual([name, ascii]);
    const target = join(await mkdtemp(join(folder, "saved-")), "call");
    await saveRecording(sdkFor(service), { sessionId: session, name }, target);
    expect((await readFile(target)).equals(ogg)).toBe(true);
  });
});

test.each(["Anruf Müller.wav", "電話 1.mp3", "a b?#%&+.wav", "\u202ex"])(
  "the SDK uploads %j under that name",
  async (name) => {
    const sessionId = await newSession(service);
    const body = new Blob([ogg as never]);
    const stored = await sdkFor(service).ingest.uploadRecording({ sessionId, name, body });
    expect(stored.name).toBe(name);
    expect(await listRecordings(service, sessionId)).toMatchObject([{ name }]);
  },
);

test.each(["", ".", "..", "\ud800", "a\udfffb"])(
  "the SDK rejects the name %j, which no URL can contain",
  async (name) => {
    const request = { sessionId: "1", name, body: "bytes" };
    await expect(sdkFor(service).ingest.uploadRecording(request)).rejects.toMatchObject({
      name: "SDKValidationError",
    });
  },
);

describe("a recording may not have the name", () => {
  test.each([
    ["%2E"],
    ["%2e%2e"],
    ["a%2Fb"],
    ["%2E%2E%2Fb"],
    ["%2F"],
    ["a%00"],
    ["a%0Ab"],
    ["a%0d%0aset-cookie:%20a=b"],
    ["a%7F"],
    ["a%C2%85b"],
    ["%09"],
    ["x".repeat(256)],
    ["%C3%A9".repeat(128)],
    ["x".repeat(10_000)],
  ])("%s", async (name) => {
    const session = await newSession(service);
    const before = await recordingFiles(service.dataDir);
    const headers = [`syllable-api-key: ${ADMIN_KEY}`, "content-type: audio/wav"];
    const path = `/api/v1/sessions/recording/${session}/${name}`;
    const response = await sendRaw(service.url, `PUT ${path}`, [
      ...headers,
      "content-length: 4\r\n\r\nRIFF",
    ]);
    expect(response.status).toBe(422);
    expect(JSON.parse(response.body)).toMatchObject({ detail: [{ loc: ["path", "name"] }] });
    expect(await listRecordings(service, session)).toEqual([]);
    expect(await recordingFiles(service.dataDir)).toEqual(before);
  });

  test.each(["%ED%A0%80", "a%ed%bf%bfb"])("%s, an unpaired surrogate", async (name) => {
    const session = await newSession(service);
    const response = await uploadRecording(service, session, name, ogg);
    expect([response.status, await detailOf(response)]).toMatchObject([422, [{ loc: ["path"] }]]);
  });
});

test("a name that is not percent-encoded is rejected with a reason", async () => {
  const response = await sendRaw(service.url, "PUT /api/v1/sessions/recording/1/été.ogg");
  expect(response.status).toBe(400);
  expect(JSON.parse(response.body)).toEqual({ detail: expect.stringContaining("percent-encode") });
});

test("names in composed and decomposed form name one recording, stored composed", async () => {
  const session = await newSession(service);
  const [composed, decomposed] = ["Zo\u00eb.ogg", "Zoe\u0308.ogg"];
  expect(await (await put(session, decomposed)).json()).toMatchObject({ name: composed });
  const next = demoRecording("100006/call.mp3");
  expect((await put(session, composed, next)).status).toBe(201);
  expect(await listRecordings(service, session)).toMatchObject([
    { name: composed, bytes: next.length },
  ]);
  const target = join(folder, "decomposed");
  await saveRecording(sdkFor(service), { sessionId: session, name: decomposed }, target);
  expect((await readFile(target)).equals(next)).toBe(true);
});

test("names that differ in case, width or invisible characters name different recordings", async () => {
  const session = await newSession(service);
  const names = ["call", "Call", "ｃall", "call\u200b", "çall"];
  for (const name of names) await put(session, name);
  const listed = await listRecordings(service, session);
  expect(listed.map(({ name }) => name)).toEqual(
    [...names].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other))),
  );
});
