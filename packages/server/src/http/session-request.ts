import type { FastifyReply, FastifyRequest } from "fastify";
import type { SessionRequest } from "../sessions/session-request.js";
import { disconnectOf } from "./disconnect.js";
import type { SessionRoute } from "./route.js";

export const sessionRequestOf = (
  { apiKey, params }: FastifyRequest<SessionRoute>,
  reply: FastifyReply,
): SessionRequest => ({
  organisation: apiKey.organisation,
  sessionId: params.session_id,
  signal: disconnectOf(reply),
});
