import { Readable } from "node:stream";
import { ADMIN_KEY, startService } from "syllable-test-support/service";
import { withService } from "syllable-test-support/with-service";
import { beforeAll, describe, expect, test } from "vitest";

const service = withService();
const SESSION = JSON.stringify({ timestamp: "2026-03-01T12:00:00Z" });

beforeAll(async () => {
  await service.call("/api/v1/sessions/1", { method: "PUT", body: SESSION });
});

const upload = (headers: Record<string, string>) =>
  service.call("/api/v1/sessions/recording/1/call", {
    method: "PUT",
    headers: { "content-type": "audio/wav", ...headers },
    body: "bytes",
  });

describe("a body that would be stored as something else is rejected", () => {
  test("a part of a recording", async () => {
    const response = await upload({ "content-range": "bytes 100-104/105" });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("Content-Range");
  });

  test.each([
    ["sessions/1", "br", "gzip"],
    ["sessions/1", "gzip, gzip", "gzip"],
    ["sessions/import", "zstd", "gzip"],
    ["sessions/import", "deflate, gzip", "gzip"],
    ["sessions/recording/1/call", "gzip", "identity"],
  ])("a body for %s with the coding %s", async (path, coding, accepted) => {
    const method = path.endsWith("import") ? "POST" : "PUT";
    const headers = { "content-encoding": coding };
    const response = await service.call(`/api/v1/${path}`, { method, headers, body: "x" });
    expect(response.status).toBe(415);
    expect(response.headers.get("accept-encoding")).toBe(accepted);
    expect(await response.text()).toContain(`Content-Encoding ${coding}`);
  });

  test.each([
    ["digest", "garbage"],
    ["content-digest", "sha-512=:zzzz:"],
    ["repr-digest", ""],
  ])("a checksum that can't be checked: %s: %s", async (header, value) => {
    const response = await upload({ [header]: value });
    expect(response.status).toBe(422);
    expect(await response.text()).toContain(header);
  });

  test("invalid UTF-8, but not a byte order mark", async () => {
    const invalid = Buffer.concat([
      Buffer.from('{"agent_name":"'),
      Buffer.from([0xff]),
      Buffer.from('"}'),
    ]);
    const put = (body: Uint8Array<ArrayBuffer>) =>
      service.call("/api/v1/sessions/2", { method: "PUT", body });
    expect((await put(new Uint8Array(invalid))).status).toBe(422);
    expect((await put(new Uint8Array(Buffer.from(`\uFEFF${SESSION}`)))).status).toBe(201);
  });

  test("a session that is too long", async () => {
    const body = JSON.stringify({ ...JSON.parse(SESSION), agent_name: "x".repeat(40_000) });
    const response = await service.call("/api/v1/sessions/3", { method: "PUT", body });
    expect(response.status).toBe(422);
    expect(await response.text()).toContain("32768");
  });
});

test.each([
  ["application/json", "{"],
  ["application/json", ""],
  ["text/csv", "a,b"],
])("an unknown route is 404, whatever the body: %s %j", async (type, body) => {
  const init = { method: "POST", headers: { "content-type": type }, body };
  expect((await service.call("/nowhere", init)).status).toBe(404);
});

test("an upload in progress is not affected by a second service that starts on the same folder", async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  async function* slowly() {
    yield Buffer.from("RIFF");
    await held;
    yield Buffer.alloc(1_000);
  }
  const sending = fetch(`${service.url}/api/v1/sessions/recording/1/slow`, {
    method: "PUT",
    headers: { "syllable-api-key": ADMIN_KEY, "content-type": "audio/wav" },
    body: Readable.toWeb(Readable.from(slowly())) as ReadableStream,
    duplex: "half",
  } as RequestInit);
  const states = async () => {
    const response = await service.call("/api/v1/sessions/recording/1");
    return (await response.json()).items.map(({ state }: { state: string }) => state);
  };
  await expect.poll(states).toContain("pending");
  await expect(startService({ dataDir: service.dataDir })).rejects.toThrow(/in use by another/);
  release();
  expect((await sending).status).toBe(201);
  expect(await states()).toEqual(["ready"]);
});
