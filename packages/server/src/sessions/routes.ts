import type { FastifyInstance } from "fastify";
import {
  createSession,
  deleteSession,
  putSession,
  sessionGetById,
  sessionsList,
} from "syllable-contract";
import { requireScope } from "../http/auth.js";
import { disconnectOf } from "../http/disconnect.js";
import type { LargePages } from "../http/large-pages.js";
import { readQueryOf } from "../http/query.js";
import { pathOf } from "../http/route.js";
import { sendJson, sendPage } from "../http/send.js";
import type { Keys } from "../keys/keys.js";
import type { Sessions } from "./sessions.js";

interface BySession {
  Params: { session_id: string };
}

export function sessionRoutes(
  app: FastifyInstance,
  keys: Keys,
  sessions: Sessions,
  largePages: LargePages,
): void {
  const read = { onRequest: requireScope(keys, "read") };
  const write = { onRequest: requireScope(keys, "write") };

  app.get(
    pathOf(sessionsList),
    { ...read, config: { readsQuery: true } },
    async (request, reply) => {
      const wanted = readQueryOf(request, sessionsList.request);
      const { organisation } = request.apiKey;
      const client = disconnectOf(reply);
      const read = () => sessions.list(organisation, wanted, client);
      return sendPage(reply, await largePages.limit(request, reply, read));
    },
  );

  app.get<BySession>(pathOf(sessionGetById), read, async (request, reply) => {
    const { apiKey, params } = request;
    return sendJson(reply, await sessions.get(apiKey.organisation, params.session_id));
  });

  app.put<BySession>(pathOf(putSession), write, async (request, reply) => {
    const { apiKey, params, body } = request;
    const put = await sessions.put(apiKey.organisation, params.session_id, body);
    return sendJson(reply.code(put.outcome === "created" ? 201 : 200), put.session);
  });

  app.post(pathOf(createSession), write, async (request, reply) => {
    const session = await sessions.create(request.apiKey.organisation, request.body);
    return sendJson(reply.code(201), session);
  });

  app.delete<BySession>(pathOf(deleteSession), write, async (request, reply) => {
    const { apiKey, params } = request;
    await sessions.delete(apiKey.organisation, params.session_id);
    return reply.code(204).send();
  });
}
