/** Import: sessions a second, each acknowledged once durable, and memory under 1 GB of NDJSON. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { report } from "./lib/load.mjs";
import { importSessions, startService } from "./lib/service.mjs";
import { sessionLines } from "./lib/sessions.mjs";

const BYTES = Number(process.env.BENCH_IMPORT_BYTES ?? 1_000_000_000);

/** Chunks until so many bytes are sent. */
function* upTo(bytes, chunks) {
  let sent = 0;
  for (const chunk of chunks) {
    yield chunk;
    sent += chunk.length;
    if (sent >= bytes) return;
  }
}

const folder = mkdtempSync(join(tmpdir(), "syllable-bench-"));
const service = await startService(folder);
try {
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
  report("sessions imported a second", kept / seconds(), { least: 10_000 }, `${kept} sessions`);
  report(
    `growth of memory while ${BYTES / 1e9} GB streams in, in MB`,
    peak - before,
    { most: 150 },
    `from ${Math.round(before)} to ${Math.round(peak)} MB`,
  );
} finally {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
}
