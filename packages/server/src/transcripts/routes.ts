import type { FastifyInstance } from "fastify";
import {
  type Operation,
  putFullSummary,
  putLatency,
  putTranscript,
  sessionFullSummaryGetById,
  sessionLatencyGetById,
  sessionTimelineGetById,
  sessionTranscriptGetById,
} from "syllable-contract";
import { requireScope } from "../http/auth.js";
import { useBufferBodies } from "../http/body.js";
import { preconditionsOf, sendStoredPieces, sendTaggedPieces } from "../http/conditional.js";
import type { LargeMessages } from "../http/large-messages.js";
import { pathOf, type SessionRoute } from "../http/route.js";
import { sessionRequestOf } from "../http/session-request.js";
import type { Keys } from "../keys/keys.js";
import type { SessionRequest } from "../sessions/session-request.js";
import type { PartName } from "../store/port.js";
import type { JsonPieces, Parts } from "./parts.js";

/** The largest transcript or latency document: a call of ten hours has at most about 7 MB of each. */
const MAX_PART_BYTES = 10 * 1024 * 1024;
const MAX_SUMMARY_BYTES = 1024 * 1024;

interface Services {
  readonly keys: Keys;
  readonly parts: Parts;
  readonly largeMessages: LargeMessages;
}

export function partRoutes(app: FastifyInstance, { keys, parts, largeMessages }: Services): void {
  // Large bodies are parsed in worker threads.
  useBufferBodies(app);

  const get = (
    operation: Operation,
    names: readonly PartName[],
    read: (request: SessionRequest) => Promise<JsonPieces>,
  ) => {
    const options = { onRequest: requireScope(keys, "read") };
    app.get<SessionRoute>(pathOf(operation), options, async (request, reply) => {
      const sessionRequest = sessionRequestOf(request, reply);
      await largeMessages.limitResponse(request, reply, await parts.bytes(sessionRequest, names));
      return sendTaggedPieces(request, reply, await read(sessionRequest));
    });
  };

  const put = (
    operation: Operation,
    bodyLimit: number,
    write: (request: SessionRequest, body: Buffer) => Promise<JsonPieces>,
  ) => {
    const options = { onRequest: requireScope(keys, "write"), bodyLimit };
    app.put<SessionRoute>(pathOf(operation), options, async (request, reply) => {
      const body = (request.body as Buffer | undefined) ?? Buffer.alloc(0);
      const preconditions = preconditionsOf(request);
      const sessionRequest = { ...sessionRequestOf(request, reply), preconditions };
      return sendStoredPieces(reply, await write(sessionRequest, body));
    });
  };

  get(sessionTranscriptGetById, ["transcript"], (request) => parts.transcript(request));
  get(sessionFullSummaryGetById, ["summary"], (request) => parts.summary(request));
  get(sessionLatencyGetById, ["latency"], (request) => parts.latency(request));
  get(sessionTimelineGetById, ["transcript", "latency"], (request) => parts.timeline(request));
  put(putTranscript, MAX_PART_BYTES, (request, body) => parts.putTranscript(request, body));
  put(putFullSummary, MAX_SUMMARY_BYTES, (request, body) => parts.putSummary(request, body));
  put(putLatency, MAX_PART_BYTES, (request, body) => parts.putLatency(request, body));
}
