import type { FastifyInstance } from "fastify";
import {
  deleteRecording,
  generateSessionRecordingUrls,
  listRecordings,
  sessionRecordingStream,
  updateRecording,
} from "syllable-contract";
import { requireScope } from "../http/auth.js";
import type { BaseUrlOf } from "../http/base-url.js";
import { preconditionsOf, sendTagged } from "../http/conditional.js";
import { pathOf, type RecordingRoute, type SessionRoute } from "../http/route.js";
import { sendJson } from "../http/send.js";
import { sessionRequestOf } from "../http/session-request.js";
import type { Keys } from "../keys/keys.js";
import { recordingEtags } from "./recording-etags.js";
import type { Recordings } from "./recordings.js";
import { readStatedFacts } from "./stated-facts.js";

interface Services {
  readonly keys: Keys;
  readonly recordings: Recordings;
  /** The base of recording URLs. */
  readonly baseUrlOf: BaseUrlOf;
}

export function recordingRoutes(
  app: FastifyInstance,
  { keys, recordings, baseUrlOf }: Services,
): void {
  const write = { onRequest: requireScope(keys, "write") };
  const read = { onRequest: requireScope(keys, "read") };

  app.post<SessionRoute>(pathOf(generateSessionRecordingUrls), read, async (request, reply) => {
    const { apiKey, params } = request;
    const { tokens, expires } = await recordings.tokens(apiKey.organisation, params.session_id);
    const base = baseUrlOf(request);
    const body = {
      session_id: params.session_id,
      recordings: tokens.map((token) => `${base}${sessionRecordingStream.path}?token=${token}`),
      expiration: expires.toISOString(),
    };
    return sendJson(reply, JSON.stringify(body));
  });

  app.get<SessionRoute>(pathOf(listRecordings), read, async (request, reply) => {
    const items = await recordings.list(sessionRequestOf(request, reply));
    const body = { session_id: request.params.session_id, items };
    return sendTagged(request, reply, JSON.stringify(body));
  });

  app.patch<RecordingRoute>(pathOf(updateRecording), write, async (request, reply) => {
    const stated = readStatedFacts(request.body, "body");
    const target = { ...sessionRequestOf(request, reply), preconditions: preconditionsOf(request) };
    const recording = await recordings.update(target, request.params.name, stated);
    const [etag] = recordingEtags(recording);
    return sendJson(reply.header("etag", etag), JSON.stringify(recording));
  });

  app.delete<RecordingRoute>(pathOf(deleteRecording), write, async (request, reply) => {
    const { apiKey, params } = request;
    const { session_id, name } = params;
    await recordings.delete(apiKey.organisation, session_id, name, preconditionsOf(request));
    return reply.code(204).send();
  });
}
