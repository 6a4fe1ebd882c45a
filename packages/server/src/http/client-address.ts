import { isIP } from "node:net";
import type { FastifyRequest } from "fastify";

/** The address of the client: of its connection, or as reported by a trusted proxy. */
export function clientAddress(request: FastifyRequest): string {
  const { ip } = request;
  // A proxy may forward whatever its client sent.
  return isIP(ip) ? ip : (request.socket.remoteAddress ?? "unknown");
}

/** Whether a request comes from this machine. */
export function isLocal({ ip }: FastifyRequest): boolean {
  return ip === "127.0.0.1" || ip === "::1" || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/i.test(ip);
}
