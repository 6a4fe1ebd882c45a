/** The process that analyses one recording. It may be killed at any time. */
import { Worker } from "node:worker_threads";
import { runInBackground } from "../../scheduling/background.js";
import { ChunkedBytes } from "../audio/chunked-bytes.js";
import { CHUNK_BYTES } from "../audio/messages.js";
import { analyse } from "./analyse.js";
import type { AnalysisReply, AnalysisRequest } from "./messages.js";

/** Some chunks are read more than once, such as those with tables of contents. */
const MAX_READS_PER_CHUNK = 4;
const EXTRA_READS = 64;

const [, , service, maxBytes] = process.argv;

new Worker(new URL("../audio/watchdog-thread.js", import.meta.url), {
  workerData: { service: Number(service), maxBytes: Number(maxBytes) },
  resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1 },
});

// After the watchdog has started, so that it keeps the normal priority.
runInBackground();

let deliver: (chunk: Uint8Array) => void = () => undefined;

const reply = (message: AnalysisReply): void => {
  process.send!(message);
};

const fetchChunk = (read: number): Promise<Uint8Array> =>
  new Promise((resolve) => {
    deliver = resolve;
    reply({ read });
  });

process.on("message", async (request: AnalysisRequest) => {
  if ("chunk" in request) {
    deliver(request.chunk);
    return;
  }
  const { size, type, name } = request;
  const maxReads = EXTRA_READS + MAX_READS_PER_CHUNK * Math.ceil(size / CHUNK_BYTES);
  const bytes = new ChunkedBytes(size, fetchChunk, maxReads);
  reply({ result: await analyse(bytes, { type, name }) });
});
process.on("disconnect", () => process.exit());
// The service handles signals, and ends this process.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => undefined);
