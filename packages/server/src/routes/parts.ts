import type { FastifyInstance } from "fastify";
import { sessionFullSummaryGetById } from "#contract/full-summary.js";
import { putFullSummary, putLatency, putTranscript } from "#contract/ingest.js";
import { sessionLatencyGetById } from "#contract/latency.js";
import type { Operation } from "#contract/operation.js";
import { sessionTimelineGetById } from "#contract/timeline.js";
import { sessionTranscriptGetById } from "#contract/transcript.js";
import { requireScope } from "../http/auth.js";
import { takeJson } from "../http/body.js";
import { sendJson } from "../http/errors.js";
import { pathOf } from "../http/route.js";
import type { Keys } from "../services/keys.js";
import type { Parts } from "../services/parts.js";

interface BySession {
  Params: { session_id: string };
}

/** The largest transcript or latency taken: some hundred thousand turns. */
const MAX_PART_BYTES = 32 * 1024 * 1024;

export function partRoutes(app: FastifyInstance, keys: Keys, parts: Parts): void {
  takeJson(app);

  const get = (
    operation: Operation,
    answer: (organisation: number, sessionId: string) => Promise<object>,
  ) =>
    app.get<BySession>(
      pathOf(operation),
      { onRequest: requireScope(keys, "read") },
      async ({ apiKey, params }, reply) =>
        sendJson(reply, JSON.stringify(await answer(apiKey.organisation, params.session_id))),
    );

  const put = (
    operation: Operation,
    answer: (organisation: number, sessionId: string, body: unknown) => Promise<object>,
  ) =>
    app.put<BySession>(
      pathOf(operation),
      { onRequest: requireScope(keys, "write"), bodyLimit: MAX_PART_BYTES },
      async ({ apiKey, params, body }, reply) =>
        sendJson(reply, JSON.stringify(await answer(apiKey.organisation, params.session_id, body))),
    );

  get(sessionTranscriptGetById, (...by) => parts.transcript(...by));
  get(sessionFullSummaryGetById, (...by) => parts.summary(...by));
  get(sessionLatencyGetById, (...by) => parts.latency(...by));
  get(sessionTimelineGetById, (...by) => parts.timeline(...by));
  put(putTranscript, (...by) => parts.putTranscript(...by));
  put(putFullSummary, (...by) => parts.putSummary(...by));
  put(putLatency, (...by) => parts.putLatency(...by));
}
