/** Import into PostgreSQL, relative to `COPY` of the same rows into the same schema. */
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { startPersistentPostgres } from "../tools/postgres/persistent-server.mjs";
import { median, report } from "./lib/load.mjs";
import { importSessions, startService } from "./lib/service.mjs";
import { sessionLines } from "./lib/sessions.mjs";

const ROUNDS = 5;
const PER_ROUND = 40_000;

const folder = mkdtempSync(join(tmpdir(), "syllable-bench-"));
const database = await startPersistentPostgres(folder);
const service = await startService(join(folder, "data"), { SYLLABLE_DATABASE_URL: database.url });
const client = new pg.Client({ connectionString: database.url });

/** Reads the rows of a round in the format of `COPY`. */
async function readRows(from) {
  const ids = `session_id >= ${1_000_000_000 + from} AND session_id < ${1_000_000_000 + from + PER_ROUND}`;
  const stream = client.query(
    copyTo(`COPY (SELECT * FROM sessions WHERE ${ids} ORDER BY session_id) TO STDOUT`),
  );
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

async function copyRows(chunks) {
  const stream = client.query(copyFrom("COPY raw.sessions FROM STDIN"));
  for (const chunk of chunks) if (!stream.write(chunk)) await once(stream, "drain");
  stream.end();
  await once(stream, "finish");
}

async function timed(into, work) {
  const start = performance.now();
  await work();
  into.push((performance.now() - start) / 1000);
}

try {
  await client.connect();
  await client.query(
    "CREATE SCHEMA raw; CREATE TABLE raw.sessions (LIKE public.sessions INCLUDING ALL)",
  );
  const seconds = { ours: [], copy: [] };
  for (let round = 0; round < ROUNDS; round++) {
    const from = round * PER_ROUND;
    const lines = [...sessionLines(from, from + PER_ROUND)];
    await timed(seconds.ours, () => importSessions(service.url, lines));
    const rows = await readRows(from);
    await timed(seconds.copy, () => copyRows(rows));
  }
  const rate = (all) => Math.round(PER_ROUND / median(all));
  report(
    "import into PostgreSQL, relative to COPY of the same rows",
    median(seconds.copy) / median(seconds.ours),
    { min: 0.4 },
    `${rate(seconds.ours)} of ${rate(seconds.copy)} sessions/s`,
  );
} finally {
  await client.end();
  await service.stop();
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
}
