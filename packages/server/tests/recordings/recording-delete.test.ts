import { expectRecordingFiles, recordingFiles } from "syllable-test-support/data-folder";
import { describeWithEachDatabase } from "syllable-test-support/each-database";
import { newKey, newOrganisation } from "syllable-test-support/organisation";
import {
  beginUpload,
  demoRecording,
  detailOf,
  finishUpload,
  listRecordings,
  newSession,
  recordingUrls,
  uploadRecording,
} from "syllable-test-support/recordings";
import { sdkFor } from "syllable-test-support/sdk";
import { expect, test } from "vitest";

const ogg = demoRecording("100017/message.ogg");

await describeWithEachDatabase("a recording is deleted", (service) => {
  const remove = (id: string, name: string, headers: Record<string, string> = {}) =>
    service.call(`/api/v1/sessions/recording/${id}/${name}`, { method: "DELETE", headers });

  test("with its bytes and its URLs; the session and its other recordings stay", async () => {
    const id = await newSession(service);
    await uploadRecording(service, id, "stays", ogg);
    const before = await recordingFiles(service.dataDir);
    await uploadRecording(service, id, "goes", ogg);
    const [goes, stays] = await recordingUrls(service, id);
    expect((await fetch(goes!)).status).toBe(200);
    const response = await remove(id, "goes");
    expect([response.status, await response.text()]).toEqual([204, ""]);
    expect(await listRecordings(service, id)).toMatchObject([{ name: "stays" }]);
    expect(await recordingUrls(service, id)).toHaveLength(1);
    expect((await fetch(goes!)).status).toBe(404);
    expect((await fetch(stays!)).status).toBe(200);
    expect((await service.call(`/api/v1/sessions/${id}`)).status).toBe(200);
    await expectRecordingFiles(service.dataDir, before);
  });

  test("once: the second time is 404, and its name is free again", async () => {
    const id = await newSession(service);
    await uploadRecording(service, id, "call", ogg);
    const responses = await Promise.all([1, 2, 3].map(() => remove(id, "call")));
    expect(responses.map(({ status }) => status).sort()).toEqual([204, 404, 404]);
    expect(await detailOf(await remove(id, "call"))).toBe("recording call not found");
    expect((await uploadRecording(service, id, "call", ogg)).status).toBe(201);
  });

  test.each(["nothing", "a%2Fb", "x".repeat(9_000), "%00"])(
    "but not %s, which does not exist: 404",
    async (name) => {
      const id = await newSession(service);
      expect((await remove(id, name)).status).toBe(404);
      expect((await remove("999999", name)).status).toBe(404);
      expect((await remove("abc", name)).status).toBe(404);
    },
  );

  test("with a key of scope write of the same organisation only", async () => {
    const id = await newSession(service);
    await uploadRecording(service, id, "call", ogg);
    const as = (key: string) => remove(id, "call", { "syllable-api-key": key });
    expect((await as("")).status).toBe(401);
    expect((await as(await newKey(service, { scope: "read" }))).status).toBe(403);
    expect((await as(await newOrganisation(service))).status).toBe(404);
    expect((await as(await newKey(service, { scope: "write" }))).status).toBe(204);
  });

  test("while it is uploaded: the upload fails and leaves no bytes", async () => {
    const id = await newSession(service);
    const before = await recordingFiles(service.dataDir);
    await uploadRecording(service, id, "call", ogg);
    const upload = await beginUpload(service, id, "call", 2, Buffer.from("a"));
    expect((await remove(id, "call")).status).toBe(204);
    expect(await listRecordings(service, id)).toEqual([]);
    expect((await remove(id, "call")).status).toBe(404);
    const response = await finishUpload(upload, Buffer.from("b"));
    expect([response.status, JSON.parse(response.body)]).toEqual([
      409,
      { detail: "recording call was deleted during the upload; nothing was stored" },
    ]);
    expect(await listRecordings(service, id)).toEqual([]);
    await expectRecordingFiles(service.dataDir, before);
  });

  test("while it is uploaded, to be uploaded again: the later upload is stored", async () => {
    const id = await newSession(service);
    const early = await beginUpload(service, id, "call", 2, Buffer.from("a"));
    expect((await remove(id, "call")).status).toBe(204);
    expect((await uploadRecording(service, id, "call", ogg)).status).toBe(201);
    expect((await finishUpload(early, Buffer.from("b"))).status).toBe(409);
    expect(await listRecordings(service, id)).toMatchObject([{ bytes: ogg.length }]);
  });

  test("by the SDK, under any name that it has", async () => {
    const sdk = sdkFor(service);
    const sessionId = await newSession(service);
    const name = "Zoe\u0308 & 電話?.ogg";
    await sdk.ingest.uploadRecording({ sessionId, name, body: new Blob([ogg as never]) });
    expect(await sdk.ingest.deleteRecording({ sessionId, name })).toBeUndefined();
    await expect(sdk.ingest.deleteRecording({ sessionId, name })).rejects.toMatchObject({
      statusCode: 404,
    });
  });
});
