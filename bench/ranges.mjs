/** Ranges of 64 KB of a recording, relative to bare streams of the same file. */
import { randomFillSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compare, report, requestsPerSecond } from "./lib/load.mjs";
import { uploadRecording } from "./lib/recording.mjs";
import { startBare, startService } from "./lib/service.mjs";

const BYTES = 50_000_000;
const START = 20_000_000;
const RANGE = `bytes=${START}-${START + 65_535}`;

const folder = mkdtempSync(join(tmpdir(), "syllable-bench-"));
const path = join(folder, "recording");
const recording = randomFillSync(Buffer.alloc(BYTES));
writeFileSync(path, recording);
const service = await startService(join(folder, "data"));
const bare = await startBare("range", path);
try {
  const url = await uploadRecording(service, recording);
  const load = (address) => () => requestsPerSecond(address, { headers: { range: RANGE } });
  // Warm-up: both servers are slow until their code is compiled.
  for (const address of [url, bare.url]) await load(address)();
  const { ours, theirs } = await compare(load(url), load(bare.url), 5);
  report(
    "ranges of 64 KB, relative to createReadStream({ start, end }).pipe(response)",
    ours / theirs,
    { min: 0.7 },
    `${Math.round(ours)} of ${Math.round(theirs)} requests/s`,
  );
} finally {
  await service.stop();
  await bare.stop();
  rmSync(folder, { recursive: true, force: true });
}
