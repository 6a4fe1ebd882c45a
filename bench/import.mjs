/**
 * Import: sessions per second, relative to raw prepared inserts of the same rows into the same schema,
 * and memory during an import of 1 GB of NDJSON. The service reports a session when it is durable.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median, report } from "./lib/load.mjs";
import { openRawDatabase, readRows } from "./lib/raw-inserts.mjs";
import { importSessions, startService } from "./lib/service.mjs";
import { sessionLines } from "./lib/sessions.mjs";

const BYTES = Number(process.env.BENCH_IMPORT_BYTES ?? 1_000_000_000);
const ROUNDS = 5;
const PER_ROUND = 60_000;

/** Yields chunks up to this many bytes. */
function* limitBytes(bytes, chunks) {
  let sent = 0;
  for (const chunk of chunks) {
    yield chunk;
    sent += chunk.length;
    if (sent >= bytes) return;
  }
}

async function compareWithRawInserts() {
  const service = await startService(join(folder, "ratio"));
  const raw = await openRawDatabase(join(folder, "raw"));
  const seconds = { ours: [], raw: [] };
  const timed = async (into, work) => {
    const start = performance.now();
    await work();
    into.push((performance.now() - start) / 1000);
  };
  for (let round = 0; round < ROUNDS; round++) {
    const from = round * PER_ROUND;
    const lines = [...sessionLines(from, from + PER_ROUND)];
    await timed(seconds.ours, () => importSessions(service.url, lines));
    const rows = await readRows(join(folder, "ratio"), from, from + PER_ROUND);
    await timed(seconds.raw, () => raw.insert(rows));
  }
  await service.stop();
  await raw.close();
  const rate = (all) => Math.round(PER_ROUND / median(all));
  report(
    "import, relative to raw prepared inserts",
    median(seconds.raw) / median(seconds.ours),
    { min: 0.5 },
    `${rate(seconds.ours)} of ${rate(seconds.raw)} sessions/s`,
  );
}

async function measureMemory() {
  const service = await startService(join(folder, "memory"));
  await importSessions(service.url, sessionLines(0, 10_000));
  const before = service.rssMB();
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, service.rssMB());
  }, 50);
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  const chunks = limitBytes(BYTES, sessionLines(10_000, Number.POSITIVE_INFINITY));
  const stored = await importSessions(service.url, chunks, (count) => {
    if (count % 250_000 === 0) console.log(`  ${count} stored, ${Math.round(seconds())} s`);
  });
  clearInterval(watch);
  await service.stop();
  report("sessions imported per second", stored / seconds(), { min: 10_000 }, `${stored} sessions`);
  report(
    `memory growth during an import of ${BYTES / 1e9} GB, in MB`,
    peak - before,
    { max: 150 },
    `from ${Math.round(before)} to ${Math.round(peak)} MB`,
  );
}

const folder = mkdtempSync(join(tmpdir(), "syllable-bench-"));
try {
  await compareWithRawInserts();
  await measureMemory();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
