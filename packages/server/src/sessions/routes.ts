import type { FastifyInstance } from "fastify";
import {
  createSession,
  deleteSession,
  putSession,
  sessionGetById,
  sessionsList,
  sessionsStats,
} from "syllable-contract";
import { requireScope } from "../http/auth.js";
import { preconditionsOf, sendStored, sendTagged } from "../http/conditional.js";
import { disconnectOf } from "../http/disconnect.js";
import type { LargePages } from "../http/large-pages.js";
import { readQueryOf } from "../http/query.js";
import { pathOf, type SessionRoute } from "../http/route.js";
import { sendPage } from "../http/send.js";
import type { Keys } from "../keys/keys.js";
import type { Sessions } from "./sessions.js";

interface Services {
  readonly keys: Keys;
  readonly sessions: Sessions;
  readonly largePages: LargePages;
}

export function sessionRoutes(
  app: FastifyInstance,
  { keys, sessions, largePages }: Services,
): void {
  const read = { onRequest: requireScope(keys, "read") };
  const write = { onRequest: requireScope(keys, "write") };
  const list = { ...read, config: { readsQuery: true } };

  app.get(pathOf(sessionsList), list, async (request, reply) => {
    const { organisation } = request.apiKey;
    const query = readQueryOf(request, sessionsList.request);
    const client = disconnectOf(reply);
    const page = await largePages.limit(request, reply, () =>
      sessions.list(organisation, query, client),
    );
    return sendPage(reply, page);
  });

  app.get(pathOf(sessionsStats), list, async (request, reply) => {
    const query = readQueryOf(request, sessionsStats.request);
    return reply.send(
      await sessions.stats(request.apiKey.organisation, query, disconnectOf(reply)),
    );
  });

  app.get<SessionRoute>(pathOf(sessionGetById), read, async (request, reply) => {
    const { apiKey, params } = request;
    return sendTagged(request, reply, await sessions.get(apiKey.organisation, params.session_id));
  });

  app.put<SessionRoute>(pathOf(putSession), write, async (request, reply) => {
    const { apiKey, params, body } = request;
    const preconditions = preconditionsOf(request);
    const { outcome, json } = await sessions.put(
      apiKey.organisation,
      params.session_id,
      body,
      preconditions,
    );
    return sendStored(reply.code(outcome === "created" ? 201 : 200), json);
  });

  app.post(pathOf(createSession), write, async ({ apiKey, body }, reply) =>
    sendStored(reply.code(201), await sessions.create(apiKey.organisation, body)),
  );

  app.delete<SessionRoute>(pathOf(deleteSession), write, async (request, reply) => {
    const { apiKey, params } = request;
    await sessions.delete(apiKey.organisation, params.session_id, preconditionsOf(request));
    return reply.code(204).send();
  });
}
