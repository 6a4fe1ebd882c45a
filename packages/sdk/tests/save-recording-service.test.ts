/** Saves recordings of the real service with the built package. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { SyllableSDK } from "syllable-sdk";
import { saveRecording } from "syllable-sdk/node";
import { newKey } from "syllable-test-support/organisation";
import { uploadRecording } from "syllable-test-support/recordings";
import { ADMIN_KEY, startService, type TestService } from "syllable-test-support/service";
import { putSession } from "syllable-test-support/sessions";
import { afterAll, beforeAll, expect, test } from "vitest";
import { noise, sha256 } from "./support/recording-server.js";
import { createFolder, errorOf, SHORT_WAITS, summaryOf } from "./support/saving.js";

const BYTES = noise(2_000_000);
const OTHER = noise(50_000, 2);
const type = { "content-type": "audio/mpeg" };

let service: TestService;
beforeAll(async () => {
  service = await startService({ tokenSeconds: 1 });
  await putSession(service, "1");
  await putSession(service, "2");
  await uploadRecording(service, "1", "a.mp3", BYTES, type);
  await uploadRecording(service, "1", "b.mp3", OTHER, type);
});
afterAll(() => service.remove());

/** Starts a proxy that closes each connection after a number of bytes. */
async function startClosingProxy(service: TestService, closeAfter: number) {
  const target = new URL(service.url);
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let left = closeAfter;
    client.pipe(upstream);
    upstream.on("data", (chunk) => {
      client.write(chunk.subarray(0, left));
      left -= chunk.length;
      if (left > 0) return;
      upstream.destroy();
      setTimeout(() => client.destroy(), 20);
    });
    upstream.on("end", () => client.end());
    for (const socket of [client, upstream]) {
      socket.on("error", () => {});
      socket.on("close", () => (socket === client ? upstream : client).destroy());
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.dispose]: () => void server.close(),
  };
}

const sdkAt = (serverURL: string, apiKeyHeader = ADMIN_KEY) =>
  new SyllableSDK({ serverURL, apiKeyHeader });

test("saves each recording of a session, by index and by name", async () => {
  await using folder = await createFolder();
  const sdk = sdkAt(service.url);
  const saved = await saveRecording(sdk, { sessionId: "1" }, folder.file);
  expect(saved).toEqual({ path: folder.file, ...summaryOf(BYTES), type: "audio/mpeg" });
  for (const which of [{ index: 1 }, { name: "b.mp3" }]) {
    await saveRecording(sdk, { sessionId: "1", ...which }, folder.file);
    expect(await folder.saved()).toEqual(summaryOf(OTHER));
  }
  const expected = { sha256: sha256(BYTES) };
  const error = await errorOf(
    saveRecording(sdk, { sessionId: "1", index: 1 }, folder.file, expected),
  );
  expect(error).toMatchObject({ fault: "checksum" });
});

test("resumes after closed connections and expired tokens", async () => {
  using proxy = await startClosingProxy(service, 300_000);
  await using folder = await createFolder();
  const progress: number[] = [];
  const options = {
    retries: { strategy: "backoff", backoff: { initialInterval: 500, maxInterval: 500 } } as const,
    onProgress: ({ bytes }: { bytes: number }) => void progress.push(bytes),
  };
  const saved = await saveRecording(sdkAt(proxy.url), { sessionId: "1" }, folder.file, options);
  expect(saved).toMatchObject(summaryOf(BYTES));
  expect(await folder.saved()).toEqual(summaryOf(BYTES));
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
});

test("reports the errors of the service", async () => {
  await using folder = await createFolder();
  const sdk = sdkAt(service.url);
  const at = (sdk: SyllableSDK, sessionId: string) =>
    errorOf(saveRecording(sdk, { sessionId }, folder.file, SHORT_WAITS));
  expect(await at(sdk, "404")).toMatchObject({ name: "SDKError", statusCode: 404 });
  expect(await at(sdk, "2")).toMatchObject({ fault: "no-recording" });
  expect(await at(sdkAt(service.url, "wrong"), "1")).toMatchObject({ statusCode: 401 });
  const stranger = await newKey(service, { organisation: "strangers", scope: "read" });
  expect(await at(sdkAt(service.url, stranger), "1")).toMatchObject({ statusCode: 404 });
  const token = errorOf(saveRecording(sdk, { token: "no-such-token" }, folder.file));
  expect(await token).toMatchObject({ name: "SDKError", statusCode: 401 });
  expect(await folder.files()).toEqual([]);
});
