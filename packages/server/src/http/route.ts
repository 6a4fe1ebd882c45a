import type { Operation } from "#contract/operation.js";

/** An operation's path as Fastify writes it: `/sessions/:session_id`. */
export const pathOf = (operation: Operation): string => operation.path.replace(/\{(\w+)\}/g, ":$1");
