/** A recording of 50 MB, relative to a bare stream of the same file. */
import { randomFillSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compare, report, requestsPerSecond } from "./lib/load.mjs";
import { uploadRecording } from "./lib/recording.mjs";
import { startBare, startService } from "./lib/service.mjs";

const BYTES = 50_000_000;

const folder = mkdtempSync(join(tmpdir(), "syllable-bench-"));
const path = join(folder, "recording");
writeFileSync(path, randomFillSync(Buffer.alloc(BYTES)));
const service = await startService(join(folder, "data"));
const bare = await startBare("stream", path);
try {
  const url = await uploadRecording(service, randomFillSync(Buffer.alloc(BYTES)));
  const load = (address) => () => requestsPerSecond(address, { connections: 4 });
  const { ours, theirs } = await compare(load(url), load(bare.url));
  const rate = (perSecond) => `${Math.round((perSecond * BYTES) / 1e6)} MB/s`;
  report(
    "stream of 50 MB, relative to createReadStream().pipe(response)",
    ours / theirs,
    { min: 0.8 },
    `${rate(ours)} of ${rate(theirs)}`,
  );
} finally {
  await service.stop();
  await bare.stop();
  rmSync(folder, { recursive: true, force: true });
}
