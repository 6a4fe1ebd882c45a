import type { Operation } from "syllable-contract";

/** An operation's path as Fastify writes it: `/sessions/:session_id`. */
export const pathOf = (operation: Operation): string => operation.path.replace(/\{(\w+)\}/g, ":$1");
