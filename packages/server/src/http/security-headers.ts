import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import helmet from "helmet";

declare module "fastify" {
  interface FastifyInstance {
    /** The security headers of every response. A route can override them with `reply.header`. */
    securityHeaders: SecurityHeaders;
  }
}

export type SecurityHeaders = Readonly<Record<string, string>>;

/**
 * The headers of responses that are data: browsers must not store, run, frame or embed them.
 *
 * Helmet is called once, because its output never changes. As a hook, it would set each header again for
 * each request, which costs short requests several percent of their throughput.
 */
export function securityHeadersFor(publicUrl: string | undefined): SecurityHeaders {
  const isHttps = publicUrl?.startsWith("https:") ?? false;
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  const setHeaders = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    crossOriginResourcePolicy: { policy: "same-origin" },
    // Browsers ignore it over http, and a service on localhost must not claim the host for https.
    strictTransportSecurity: isHttps && { includeSubDomains: false },
    xFrameOptions: { action: "deny" },
    // These are for web pages, or for obsolete browsers.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
  setHeaders(response.req, response, () => undefined);
  const headers = Object.entries(response.getHeaders()).map(([name, value]) => [name, `${value}`]);
  return { ...Object.fromEntries(headers), "cache-control": "no-store" };
}
