/**
 * Kills its own process, even while the parser blocks the event loop, if the process uses too much memory
 * or if the service was killed and can no longer end it.
 */
import { workerData } from "node:worker_threads";

const CHECK_MS = 50;

const { service, maxBytes } = workerData as { service: number; maxBytes: number };

setInterval(() => {
  if (process.ppid !== service || process.memoryUsage.rss() > maxBytes) {
    process.kill(process.pid, "SIGKILL");
  }
}, CHECK_MS);
