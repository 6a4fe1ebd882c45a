/** The process that parses recordings, one after another. It may be killed at any time. */
import { Worker } from "node:worker_threads";
import { runInBackground } from "../../scheduling/background.js";
import { ChunkedBytes } from "./chunked-bytes.js";
import { FULL_BYTES } from "./formats/format.js";
import { CHUNK_BYTES, type ProbeReply, type ProbeRequest } from "./messages.js";
import type { Claims } from "./raw-audio.js";
import { readFacts } from "./read-facts.js";

/** A few more, because parsers read the first and the last chunk again. */
const MAX_READS = FULL_BYTES / CHUNK_BYTES + 8;
/** Includes buffers, which the heap limit does not count. */
const MAX_BYTES = 120 * 1024 ** 2;

new Worker(new URL("./watchdog-thread.js", import.meta.url), {
  workerData: { service: Number(process.argv[2]), maxBytes: MAX_BYTES },
  resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1 },
});

// After the watchdog has started, so that it keeps the normal priority.
runInBackground();

let deliver: (chunk: Uint8Array) => void = () => undefined;

const reply = (message: ProbeReply): void => {
  process.send!(message);
};

const fetchChunk = (read: number): Promise<Uint8Array> =>
  new Promise((resolve) => {
    deliver = resolve;
    reply({ read });
  });

async function probe(size: number, claims: Claims): Promise<void> {
  const bytes = new ChunkedBytes(size, fetchChunk, MAX_READS);
  reply({ facts: await readFacts(bytes, claims, (detected) => reply({ detected })) });
}

process.on("message", (request: ProbeRequest) => {
  if ("chunk" in request) deliver(request.chunk);
  else void probe(request.size, request);
});
process.on("disconnect", () => process.exit());
// The parser leaves some rejected promises unhandled. Only its result matters.
process.on("unhandledRejection", () => undefined);
// The service handles signals, and ends this process after its last response.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => undefined);
