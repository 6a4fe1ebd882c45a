import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildApp } from "../../src/app.js";
import { openRecordingFiles } from "../../src/blobs/files.js";
import { createKey } from "../../src/keys/keys.js";
import { signToken } from "../../src/recordings/tokens.js";
import { openSqliteStore } from "../../src/store/sqlite/open.js";

const KEY = "syl_logged_never";
const secret = Buffer.alloc(32, 9);
const lines: string[] = [];
let url: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "syllable-test-"));
  const store = await openSqliteStore(join(folder, "sessions.sqlite"));
  await createKey(store.keys, { organisation: "o", name: "k", scope: "admin", secret: KEY });
  const { app } = buildApp({
    store,
    blobs: await openRecordingFiles(join(folder, "recordings")),
    tokens: { tokenSecret: secret, tokenSeconds: 60 },
    spoolDir: folder,
    maxRecordingBytes: 1_000,
    publicUrl: undefined,
    logLevel: "debug",
    logStream: { write: (line) => void lines.push(line) },
  });
  url = await app.listen({ port: 0 });
  stop = async () => {
    await app.close();
    await store.close();
    await rm(folder, { recursive: true });
  };
});
afterAll(() => stop());

test("each request is one line, with neither its token nor its key", async () => {
  const expires = Math.floor(Date.now() / 1000) + 60;
  const token = signToken(secret, { organisation: 1, session: 1, name: "call", expires });
  const stream = "/api/v1/sessions/recording/stream";
  const paths = [
    `${stream}?token=${token}`,
    `${stream}/?token=${token}`,
    `${stream}?mood=1&token=${token}`,
    `${stream}?%74oken=${token}`,
    `${stream}?token=${encodeURIComponent(token).replaceAll(".", "%2E")}`,
    `/nowhere?token=${token}`,
  ];
  lines.length = 0;
  for (const path of [...paths, `/%zz?token=${token}`]) {
    await (await fetch(url + path, { headers: { "syllable-api-key": KEY } })).text();
  }
  const told = lines.map((line) => JSON.parse(line) as { msg: string; url?: string });
  const requests = told.filter(({ msg }) => msg === "request");
  expect(requests).toHaveLength(paths.length);
  expect(requests[0]).toMatchObject({ method: "GET", url: `${stream}?token=***`, status: 404 });
  const [payload, signature] = token.split(".") as [string, string];
  for (const shown of [payload, signature, KEY]) expect(lines.join("")).not.toContain(shown);
});
