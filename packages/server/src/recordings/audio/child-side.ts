/** What the processes that parse and decode recordings have in common, on their own side. */
import { Worker } from "node:worker_threads";
import { runInBackground } from "../../scheduling/background.js";

/**
 * Prepares this process: it ends with the service, when it uses too much memory, and not by signals.
 * @param service the id of the service's process
 * @param maxBytes includes buffers, which the heap limit does not count
 */
export function prepareChild(service: number, maxBytes: number): void {
  new Worker(new URL("./watchdog-thread.js", import.meta.url), {
    workerData: { service, maxBytes },
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1 },
  });
  // After the watchdog has started, so that it keeps the normal priority.
  runInBackground();
  process.on("disconnect", () => process.exit());
  // The service handles signals, and ends this process after its last response.
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => undefined);
}

/** Requests chunks of a recording from the service, one at a time. */
export class ChunkRequests {
  /** Called with the chunk that was requested. */
  deliver: (chunk: Uint8Array) => void = () => undefined;

  readonly fetch = (read: number): Promise<Uint8Array> =>
    new Promise((resolve) => {
      this.deliver = resolve;
      process.send!({ read });
    });
}
