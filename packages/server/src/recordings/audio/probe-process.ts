/** The process that parses recordings, one after another. It may be killed at any time. */
import { Worker } from "node:worker_threads";
import { runInBackground } from "../../scheduling/background.js";
import { ChunkedBytes } from "./chunked-bytes.js";
import { CHUNK_BYTES, type ProbeReply, type ProbeRequest } from "./messages.js";
import { detectType, readFacts } from "./read-facts.js";

/** Files up to this size may be read in full. */
const FULL_BYTES = 32 * 1024 ** 2;
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

async function probe(size: number, declared: string | undefined): Promise<void> {
  const bytes = new ChunkedBytes(size, fetchChunk, MAX_READS);
  const type = declared ?? (await detectType(bytes));
  if (declared === undefined) reply({ detected: type });
  reply({ facts: await readFacts(bytes, type ?? "audio", FULL_BYTES) });
}

process.on("message", (request: ProbeRequest) => {
  if ("chunk" in request) deliver(request.chunk);
  else void probe(request.size, request.type);
});
process.on("disconnect", () => process.exit());
// The parser leaves some rejected promises unhandled. Only its result matters.
process.on("unhandledRejection", () => undefined);
// The service handles signals, and ends this process after its last response.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => undefined);
