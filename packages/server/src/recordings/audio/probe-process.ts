/** The process that parses recordings, one after another. It may be killed at any time. */
import { ChunkRequests, prepareChild } from "./child-side.js";
import { ChunkedBytes } from "./chunked-bytes.js";
import { FULL_BYTES } from "./formats/format.js";
import { CHUNK_BYTES, type ProbeReply, type ProbeRequest } from "./messages.js";
import type { Claims } from "./raw-audio.js";
import { readFacts } from "./read-facts.js";

/** A few more, because parsers read the first and the last chunk again. */
const MAX_READS = FULL_BYTES / CHUNK_BYTES + 8;
/** Includes buffers, which the heap limit does not count. */
const MAX_BYTES = 120 * 1024 ** 2;

prepareChild(Number(process.argv[2]), MAX_BYTES);
const chunks = new ChunkRequests();

const reply = (message: ProbeReply): void => {
  process.send!(message);
};

async function probe(size: number, claims: Claims): Promise<void> {
  const bytes = new ChunkedBytes(size, chunks.fetch, MAX_READS);
  reply({ facts: await readFacts(bytes, claims, (detected) => reply({ detected })) });
}

process.on("message", (request: ProbeRequest) => {
  if ("chunk" in request) chunks.deliver(request.chunk);
  else void probe(request.size, request);
});
// The parser leaves some rejected promises unhandled. Only its result matters.
process.on("unhandledRejection", () => undefined);
