/**
 * Ends the process from within while its parser keeps the event loop busy: once it takes too much
 * memory, or once its service has been killed and nobody else can end it.
 */
import { workerData } from "node:worker_threads";

const CHECK_MS = 50;

const { service, maxBytes } = workerData as { service: number; maxBytes: number };

setInterval(() => {
  if (process.ppid !== service || process.memoryUsage.rss() > maxBytes) {
    process.kill(process.pid, "SIGKILL");
  }
}, CHECK_MS);
