/** The service as `serve` starts it, except that it never analyses a recording: the other side of a benchmark. */
import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { buildApp } from "../../packages/server/dist/app.js";
import { openRecordingFiles } from "../../packages/server/dist/blobs/files.js";
import { createFirstKey } from "../../packages/server/dist/keys/keys.js";
import { openSqliteStore } from "../../packages/server/dist/store/sqlite/open.js";

const [, , dataDir] = process.argv;
mkdirSync(join(dataDir, "spool"), { recursive: true });
const store = await openSqliteStore(join(dataDir, "sessions.sqlite"));
// No recording is ever claimed.
store.analyses.claim = async () => undefined;
const { app } = buildApp({
  store,
  blobs: await openRecordingFiles(join(dataDir, "recordings")),
  spoolDir: join(dataDir, "spool"),
  tokens: { tokenSecret: randomBytes(32), tokenSeconds: 3600 },
  maxRecordingBytes: 1_000_000_000,
  publicUrl: undefined,
  logLevel: "warn",
});
const url = await app.listen({ host: "127.0.0.1", port: 0 });
await createFirstKey(store.keys, process.env.SYLLABLE_BOOTSTRAP_KEY);
console.log(`listening on ${url}`);
process.on("SIGTERM", () => process.exit(0));
