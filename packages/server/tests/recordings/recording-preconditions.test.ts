import { describeWithEachDatabase } from "syllable-test-support/each-database";
import {
  beginUpload,
  finishUpload,
  listRecordings,
  newSession,
  recordingUrls,
  uploadRecording,
} from "syllable-test-support/recordings";
import { expect, test } from "vitest";

const AUDIO = { "content-type": "audio/wav" };

await describeWithEachDatabase("preconditions of a recording", (service) => {
  const put = (id: string, body: string, headers: Record<string, string> = {}) =>
    uploadRecording(service, id, "call", Buffer.from(body), { ...AUDIO, ...headers });
  const remove = (id: string, headers: Record<string, string> = {}, name = "call") =>
    service.call(`/api/v1/sessions/recording/${id}/${name}`, { method: "DELETE", headers });

  test("an upload replaces only the version of If-Match", async () => {
    const id = await newSession(service);
    expect((await put(id, "a", { "if-match": "*" })).status).toBe(412);
    const etag = (await put(id, "a", { "if-none-match": "*" })).headers.get("etag")!;
    const [url] = await recordingUrls(service, id);
    expect((await fetch(url!)).headers.get("etag")).toBe(etag);
    expect((await put(id, "b", { "if-none-match": "*" })).status).toBe(412);
    expect((await put(id, "b", { "if-match": '"other"' })).status).toBe(412);
    const responses = await Promise.all(
      ["b", "c", "d"].map((body) => put(id, body, { "if-match": etag })),
    );
    expect(responses.map(({ status }) => status).sort()).toEqual([201, 412, 412]);
    const [current] = await listRecordings(service, id);
    expect((await put(id, "e", { "if-match": `"${current!.sha256}"` })).status).toBe(201);
    expect(await listRecordings(service, id)).toHaveLength(1);
  });

  test("the same bytes with another media type are another version", async () => {
    const id = await newSession(service);
    const etag = (await put(id, "a")).headers.get("etag")!;
    const next = await put(id, "a", { "content-type": "audio/mpeg" });
    expect(next.headers.get("etag")).not.toBe(etag);
    const [url] = await recordingUrls(service, id);
    expect((await fetch(url!, { headers: { "if-none-match": etag } })).status).toBe(200);
  });

  test("it is deleted only in the version of If-Match", async () => {
    const id = await newSession(service);
    const etag = (await put(id, "a")).headers.get("etag")!;
    expect((await remove(id, { "if-match": '"other"' })).status).toBe(412);
    expect((await remove(id, { "if-match": etag })).status).toBe(204);
    expect((await remove(id, { "if-match": etag })).status).toBe(404);
  });

  test("an upload that began before another fails when it ends", async () => {
    const id = await newSession(service);
    const slow = await beginUpload(service, id, "call", 2, Buffer.from("a"), ["if-none-match: *"]);
    expect((await put(id, "b")).status).toBe(201);
    expect((await finishUpload(slow, Buffer.from("c"))).status).toBe(412);
    expect(await listRecordings(service, id)).toMatchObject([{ state: "ready", bytes: 1 }]);
  });
});
