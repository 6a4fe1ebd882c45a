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
import { keepBuffers } from "../http/body.js";
import { disconnectOf } from "../http/disconnect.js";
import type { LargeMessages } from "../http/large-messages.js";
import { pathOf } from "../http/route.js";
import { sendPieces } from "../http/send.js";
import type { Keys } from "../keys/keys.js";
import type { PartName } from "../store/port.js";
import type { JsonPieces, PartRequest, Parts } from "./parts.js";

interface BySession {
  Params: { session_id: string };
}

/** The largest transcript or latency: a call of ten hours has about 7 MB of each at most. */
const MAX_PART_BYTES = 10 * 1024 * 1024;
const MAX_SUMMARY_BYTES = 1024 * 1024;

export function partRoutes(
  app: FastifyInstance,
  keys: Keys,
  parts: Parts,
  largeMessages: LargeMessages,
): void {
  keepBuffers(app);

  const get = (
    operation: Operation,
    names: readonly PartName[],
    read: (request: PartRequest) => Promise<JsonPieces>,
  ) =>
    app.get<BySession>(
      pathOf(operation),
      { onRequest: requireScope(keys, "read") },
      async (request, reply) => {
        const { organisation } = request.apiKey;
        const sessionId = request.params.session_id;
        const asked = { organisation, sessionId, signal: disconnectOf(reply) };
        await largeMessages.limitResponse(request, reply, await parts.bytes(asked, names));
        return sendPieces(reply, await read(asked));
      },
    );

  const put = (
    operation: Operation,
    bodyLimit: number,
    write: (request: PartRequest, body: Buffer) => Promise<JsonPieces>,
  ) =>
    app.put<BySession>(
      pathOf(operation),
      { onRequest: requireScope(keys, "write"), bodyLimit },
      async (request, reply) => {
        const { organisation } = request.apiKey;
        const sessionId = request.params.session_id;
        const body = (request.body as Buffer | undefined) ?? Buffer.alloc(0);
        const sent = { organisation, sessionId, signal: disconnectOf(reply) };
        return sendPieces(reply, await write(sent, body));
      },
    );

  get(sessionTranscriptGetById, ["transcript"], (request) => parts.transcript(request));
  get(sessionFullSummaryGetById, ["summary"], (request) => parts.summary(request));
  get(sessionLatencyGetById, ["latency"], (request) => parts.latency(request));
  get(sessionTimelineGetById, ["transcript", "latency"], (request) => parts.timeline(request));
  put(putTranscript, MAX_PART_BYTES, (...sent) => parts.putTranscript(...sent));
  put(putFullSummary, MAX_SUMMARY_BYTES, (...sent) => parts.putSummary(...sent));
  put(putLatency, MAX_PART_BYTES, (...sent) => parts.putLatency(...sent));
}
