import type { FastifyInstance } from "fastify";
import {
  generateSessionRecordingUrls,
  listRecordings,
  sessionRecordingStream,
} from "syllable-contract";
import { requireScope } from "../http/auth.js";
import type { BaseUrlOf } from "../http/base-url.js";
import { pathOf, type SessionRoute } from "../http/route.js";
import { sendJson } from "../http/send.js";
import type { Keys } from "../keys/keys.js";
import type { Recordings } from "./recordings.js";

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

  app.get<SessionRoute>(pathOf(listRecordings), read, async ({ apiKey, params }, reply) => {
    const items = await recordings.list(apiKey.organisation, params.session_id);
    return sendJson(reply, JSON.stringify({ session_id: params.session_id, items }));
  });
}
