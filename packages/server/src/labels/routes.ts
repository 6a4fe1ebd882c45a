import type { FastifyInstance } from "fastify";
import { sessionLabelCreate, sessionLabelGetById, sessionLabelsList } from "syllable-contract";
import { requireScope } from "../http/auth.js";
import { sendStored, sendTagged } from "../http/conditional.js";
import { disconnectOf } from "../http/disconnect.js";
import type { LargePages } from "../http/large-pages.js";
import { readQueryOf } from "../http/query.js";
import { pathOf } from "../http/route.js";
import { sendPage } from "../http/send.js";
import type { Keys } from "../keys/keys.js";
import type { SessionLabels } from "./session-labels.js";

interface LabelRoute {
  Params: { session_label_id: string };
}

interface Services {
  readonly keys: Keys;
  readonly labels: SessionLabels;
  readonly largePages: LargePages;
}

export function labelRoutes(app: FastifyInstance, { keys, labels, largePages }: Services): void {
  const read = { onRequest: requireScope(keys, "read") };
  const write = { onRequest: requireScope(keys, "write") };
  const list = { ...read, config: { readsQuery: true } };

  app.get(pathOf(sessionLabelsList), list, async (request, reply) => {
    const { organisation } = request.apiKey;
    const query = readQueryOf(request, sessionLabelsList.request);
    const client = disconnectOf(reply);
    const page = await largePages.limit(request, reply, () =>
      labels.list(organisation, query, client),
    );
    return sendPage(reply, page);
  });

  app.get<LabelRoute>(pathOf(sessionLabelGetById), read, async (request, reply) => {
    const { apiKey, params } = request;
    const label = await labels.get(apiKey.organisation, params.session_label_id);
    return sendTagged(request, reply, JSON.stringify(label));
  });

  app.post(pathOf(sessionLabelCreate), write, async ({ apiKey, body }, reply) => {
    const label = await labels.create(apiKey.organisation, body);
    return sendStored(reply, JSON.stringify(label));
  });
}
