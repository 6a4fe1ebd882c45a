/** Bodies that are compressed with gzip. */
import { gzipSync } from "node:zlib";
import { AT } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { expect, test } from "vitest";

const service = withService();
const MIB = 1024 * 1024;

const send = (path: string, body: string | Uint8Array, coding = "gzip") =>
  service.call(`/api/v1/sessions/${path}`, {
    method: path.endsWith("import") ? "POST" : "PUT",
    headers: { "content-encoding": coding, "content-type": "audio/wav" },
    body: body as BodyInit,
  });
const detailOf = async (response: Response) =>
  ((await response.json()) as { detail: unknown }).detail;
const session = (fields: object = {}) => JSON.stringify({ timestamp: AT, ...fields });

test.each(["gzip", "x-gzip", "GZIP", "identity, gzip", " gzip ,"])(
  "a JSON body with the coding %j is decompressed",
  async (coding) => {
    const response = await send("1", gzipSync(session({ source: coding })), coding);
    expect(response.ok).toBe(true);
    expect(await response.json()).toMatchObject({ source: coding });
  },
);

test.each(["identity", "Identity", "", ",", "identity, identity"])(
  "%j is not a coding",
  async (coding) => {
    expect((await send("1", session(), coding)).ok).toBe(true);
    expect((await send("import", session(), coding)).ok).toBe(true);
    expect((await send("recording/1/call", "RIFF", coding)).ok).toBe(true);
  },
);

test("large parts may be compressed", async () => {
  const text = "x".repeat(5 * MIB);
  const body = gzipSync(JSON.stringify({ transcription: [{ timestamp: AT, text }] }));
  expect((await send("transcript/1", body)).status).toBe(200);
});

test.each(["1", "transcript/1", "import"])("a bad gzip body is an error: %s", async (path) => {
  const truncated = await send(path, gzipSync(session()).subarray(0, 12));
  expect([truncated.status, await detailOf(truncated)]).toEqual([
    400,
    "the gzip body is truncated; send it completely",
  ]);
  const invalid = await send(path, session());
  expect([invalid.status, await detailOf(invalid)]).toEqual([
    400,
    expect.stringMatching(/^the body is not valid gzip: /),
  ]);
});

test("a JSON body that expands beyond its limit is rejected", async () => {
  const bomb = gzipSync(Buffer.alloc(64 * MIB, " "));
  for (const path of ["1", "transcript/1"]) {
    const response = await send(path, bomb);
    expect([response.status, await detailOf(response)]).toEqual([
      413,
      expect.stringMatching(/^the body is larger than \d+ bytes/),
    ]);
  }
});
