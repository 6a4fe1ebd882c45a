/**
 * Import: sessions a second, each acknowledged once durable, over raw prepared inserts of the same
 * rows into the same schema; and memory under 1 GB of NDJSON.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median, report } from "./lib/load.mjs";
import { rowsOf, startRaw } from "./lib/raw-inserts.mjs";
import { importSessions, startService } from "./lib/service.mjs";
import { sessionLines } from "./lib/sessions.mjs";

const BYTES = Number(process.env.BENCH_IMPORT_BYTES ?? 1_000_000_000);
const ROUNDS = 5;
const PER_ROUND = 60_000;

/** Chunks until so many bytes are sent. */
function* upTo(bytes, chunks) {
  let sent = 0;
  for (const chunk of chunks) {
    yield chunk;
    sent += chunk.length;
    if (sent >= bytes) return;
  }
}

async function overRawInserts() {
  const service = await startService(join(folder, "ratio"));
  const raw = await startRaw(join(folder, "raw"));
  const seconds = { ours: [], raw: [] };
  const timed = async (into, work) => {
    const begun = performance.now();
    await work();
    into.push((performance.now() - begun) / 1000);
  };
  for (let round = 0; round < ROUNDS; round++) {
    const from = round * PER_ROUND;
    const lines = [...sessionLines(from, from + PER_ROUND)];
    await timed(seconds.ours, () => importSessions(service.url, lines));
    const rows = await rowsOf(join(folder, "ratio"), from, from + PER_ROUND);
    await timed(seconds.raw, () => raw.insert(rows));
  }
  await service.stop();
  await raw.close();
  const rate = (all) => Math.round(PER_ROUND / median(all));
  report(
    "import over raw prepared inserts",
    median(seconds.raw) / median(seconds.ours),
    { least: 0.5 },
    `${rate(seconds.ours)} of ${rate(seconds.raw)} sessions/s`,
  );
}

async function underMuch() {
  const service = await startService(join(folder, "much"));
  await importSessions(service.url, sessionLines(0, 10_000));
  const before = service.rssMB();
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, service.rssMB());
  }, 50);
  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1000;
  const chunks = upTo(BYTES, sessionLines(10_000, Number.POSITIVE_INFINITY));
  const kept = await importSessions(service.url, chunks, (count) => {
    if (count % 250_000 === 0) console.log(`  ${count} kept, ${Math.round(seconds())} s`);
  });
  clearInterval(watch);
  await service.stop();
  report("sessions imported a second", kept / seconds(), { least: 10_000 }, `${kept} sessions`);
  report(
    `growth of memory while ${BYTES / 1e9} GB streams in, in MB`,
    peak - before,
    { most: 150 },
    `from ${Math.round(before)} to ${Math.round(peak)} MB`,
  );
}

const folder = mkdtempSync(join(tmpdir(), "syllable-bench-"));
try {
  await overRawInserts();
  await underMuch();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
