import { type FastifyReply, type FastifyRequest, LogController } from "fastify";

/**
 * Masks the recording token in the URL of a request, because it grants access to the recording. The name of the
 * parameter may be percent-encoded.
 */
const maskToken = (url: string): string =>
  url.replace(/([?&;](?:token|[^=&;]*%[^=&;]*)=)[^&;]*/gi, "$1***");

const LEVELS_WITH_REQUESTS: readonly string[] = ["info", "debug", "trace"];

/** Logs one line per request, when it is complete, at level `info`. */
export class RequestLog extends LogController {
  constructor(level: string) {
    super({ disableRequestLogging: !LEVELS_WITH_REQUESTS.includes(level) });
  }

  override incomingRequest(): void {}

  override requestCompleted(
    error: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    if (this.isLogDisabled(request)) return;
    const line = {
      method: request.method,
      url: maskToken(request.url),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    };
    if (error) request.log.error({ ...line, err: error }, "request failed");
    else request.log.info(line, "request");
  }
}

/** How the logger writes the request of an error. */
export const serializers = {
  req: ({ method, url }: FastifyRequest) => ({ method, url: maskToken(url) }),
};
