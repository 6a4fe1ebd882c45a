/** The process that analyses one recording. It may be killed at any time. */
import { ChunkRequests, prepareChild } from "../audio/child-side.js";
import { ChunkedBytes } from "../audio/chunked-bytes.js";
import { CHUNK_BYTES } from "../audio/messages.js";
import { analyse } from "./analyse.js";
import type { AnalysisReply, AnalysisRequest } from "./messages.js";

/** Some chunks are read more than once, such as those with tables of contents. */
const MAX_READS_PER_CHUNK = 4;
const EXTRA_READS = 64;
/** Left alone, V8 collects buffers when they take about 64 MiB. This is 8 MiB. */
const CHUNKS_PER_COLLECTION = 32;

const [, , service, maxBytes] = process.argv;
prepareChild(Number(service), Number(maxBytes));
const chunks = new ChunkRequests();
let delivered = 0;

process.on("message", async (request: AnalysisRequest) => {
  if ("chunk" in request) {
    delivered += 1;
    if (delivered % CHUNKS_PER_COLLECTION === 0) globalThis.gc!();
    chunks.deliver(request.chunk);
    return;
  }
  const { size, type, name } = request;
  const maxReads = EXTRA_READS + MAX_READS_PER_CHUNK * Math.ceil(size / CHUNK_BYTES);
  const bytes = new ChunkedBytes(size, chunks.fetch, maxReads);
  const reply: AnalysisReply = { result: await analyse(bytes, { type, name }) };
  process.send!(reply);
});
