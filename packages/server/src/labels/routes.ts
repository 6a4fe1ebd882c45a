import type { FastifyInstance } from "fastify";
import { sessionLabelCreate, sessionLabelGetById, sessionLabelsList } from "syllable-contract";
import { requireScope } from "../http/auth.js";
import { disconnectOf } from "../http/disconnect.js";
import type { LargePages } from "../http/large-pages.js";
import { readQueryOf } from "../http/query.js";
import { pathOf } from "../http/route.js";
import { sendJson, sendPage } from "../http/send.js";
import type { Keys } from "../keys/keys.js";
import type { SessionLabels } from "./session-labels.js";

interface ByLabel {
  Params: { session_label_id: string };
}

export function sessionLabelRoutes(
  app: FastifyInstance,
  keys: Keys,
  labels: SessionLabels,
  largePages: LargePages,
): void {
  const read = { onRequest: requireScope(keys, "read") };
  const write = { onRequest: requireScope(keys, "write") };

  app.get(
    pathOf(sessionLabelsList),
    { ...read, config: { readsQuery: true } },
    async (request, reply) => {
      const wanted = readQueryOf(request, sessionLabelsList.request);
      const { organisation } = request.apiKey;
      const client = disconnectOf(reply);
      const read = () => labels.list(organisation, wanted, client);
      return sendPage(reply, await largePages.limit(request, reply, read));
    },
  );

  app.get<ByLabel>(pathOf(sessionLabelGetById), read, async ({ apiKey, params }, reply) => {
    const label = await labels.get(apiKey.organisation, params.session_label_id);
    return sendJson(reply, JSON.stringify(label));
  });

  app.post(pathOf(sessionLabelCreate), write, async ({ apiKey, body }, reply) => {
    const label = await labels.create(apiKey.organisation, body);
    return sendJson(reply, JSON.stringify(label));
  });
}
