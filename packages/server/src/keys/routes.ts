import type { FastifyInstance } from "fastify";
import { keyCreate, keyRevoke, keysList } from "syllable-contract";
import { requireScope } from "../http/auth.js";
import { pathOf } from "../http/route.js";
import { sendJson } from "../http/send.js";
import type { Store } from "../store/port.js";
import type { Keys } from "./keys.js";
import { createKeyOf, listKeys, revokeKey } from "./manage-keys.js";

interface KeyRoute {
  Params: { id: string };
}

interface Services {
  readonly keys: Keys;
  readonly store: Store;
}

export function keyRoutes(app: FastifyInstance, { keys, store }: Services): void {
  const admin = { onRequest: requireScope(keys, "admin") };

  app.get(pathOf(keysList), admin, async ({ apiKey }, reply) => {
    const items = await listKeys(store.keys, apiKey.organisation);
    return sendJson(reply, JSON.stringify({ items }));
  });

  app.post(pathOf(keyCreate), admin, async ({ apiKey, body }, reply) => {
    const created = await createKeyOf(store.keys, apiKey.organisation, body);
    return sendJson(reply.code(201), JSON.stringify(created));
  });

  app.delete<KeyRoute>(pathOf(keyRevoke), admin, async ({ apiKey, params }, reply) => {
    await revokeKey(store.keys, apiKey.organisation, params.id);
    return reply.code(204).send();
  });
}
