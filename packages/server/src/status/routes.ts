import type { FastifyInstance } from "fastify";
import { statusGet } from "syllable-contract";
import { requireScope } from "../http/auth.js";
import { disconnectOf } from "../http/disconnect.js";
import { pathOf } from "../http/route.js";
import { sendJson } from "../http/send.js";
import type { Keys } from "../keys/keys.js";
import type { Store } from "../store/port.js";
import { readStatus } from "./status.js";

interface Services {
  readonly keys: Keys;
  readonly store: Store;
}

export function statusRoutes(app: FastifyInstance, { keys, store }: Services): void {
  const admin = { onRequest: requireScope(keys, "admin") };

  app.get(pathOf(statusGet), admin, async ({ apiKey }, reply) => {
    const status = await readStatus(store, apiKey.organisation, disconnectOf(reply));
    return sendJson(reply, JSON.stringify(status));
  });
}
