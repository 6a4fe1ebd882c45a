import type { FastifyReply } from "fastify";

/** Adds the name of a request header to `Vary`. */
export function addVary(reply: FastifyReply, header: string): void {
  const present = reply.getHeader("vary");
  reply.header("vary", present === undefined ? header : `${present}, ${header}`);
}
