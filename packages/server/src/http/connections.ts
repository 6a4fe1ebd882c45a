import type { FastifyInstance } from "fastify";
import { EventCounts } from "./event-counts.js";

/** Limits the number of open connections. Further ones are closed, and their number is logged. */
export function limitConnections(app: FastifyInstance, maxConnections: number): void {
  const dropped = new EventCounts((_subject, count) => {
    app.log.warn({ count, maxConnections }, "connections dropped: --max-connections is reached");
  });
  app.server.maxConnections = maxConnections;
  app.server.on("drop", () => dropped.add("connections"));
  app.addHook("onClose", async () => dropped.flush());
}
