import type { FastifyInstance, FastifyRequest } from "fastify";
import {
  generateSessionRecordingUrls,
  listRecordings,
  sessionRecordingStream,
} from "syllable-contract";
import { requireScope } from "../http/auth.js";
import { HttpError } from "../http/http-error.js";
import { pathOf } from "../http/route.js";
import { sendJson } from "../http/send.js";
import type { Keys } from "../keys/keys.js";
import type { Recordings } from "./recordings.js";

/** The base URL of the service as the client sees it. */
function baseOf({ protocol, host }: FastifyRequest): string {
  if (host !== "") return `${protocol}://${host}`;
  throw new HttpError(
    400,
    "the request has no Host header; send one, because recording URLs begin with it",
  );
}

interface BySession {
  Params: { session_id: string };
}

export function recordingRoutes(
  app: FastifyInstance,
  keys: Keys,
  recordings: Recordings,
  publicUrl: string | undefined,
): void {
  const read = { onRequest: requireScope(keys, "read") };

  app.post<BySession>(pathOf(generateSessionRecordingUrls), read, async (request, reply) => {
    const { apiKey, params } = request;
    const { tokens, expires } = await recordings.tokens(apiKey.organisation, params.session_id);
    const base = publicUrl ?? baseOf(request);
    const answer = {
      session_id: params.session_id,
      recordings: tokens.map((token) => `${base}${sessionRecordingStream.path}?token=${token}`),
      expiration: expires.toISOString(),
    };
    return sendJson(reply, JSON.stringify(answer));
  });

  app.get<BySession>(pathOf(listRecordings), read, async (request, reply) => {
    const { apiKey, params } = request;
    const items = await recordings.list(apiKey.organisation, params.session_id);
    return sendJson(reply, JSON.stringify({ session_id: params.session_id, items }));
  });
}
