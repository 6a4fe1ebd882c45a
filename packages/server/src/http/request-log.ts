import { type FastifyReply, type FastifyRequest, LogController } from "fastify";

/**
 * A request's address as logs may hold it: a recording token opens its recording, so it is masked,
 * also where the parameter's name is written with escapes.
 */
const shownUrl = (url: string): string =>
  url.replace(/([?&;](?:token|[^=&;]*%[^=&;]*)=)[^&;]*/gi, "$1***");

const TELLS_REQUESTS: readonly string[] = ["info", "debug", "trace"];

/** One line per request, when it is over, at level `info`. */
export class RequestLog extends LogController {
  constructor(level: string) {
    super({ disableRequestLogging: !TELLS_REQUESTS.includes(level) });
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
      url: shownUrl(request.url),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    };
    if (error) request.log.error({ ...line, err: error }, "request failed");
    else request.log.info(line, "request");
  }
}

/** How the logger writes requests that an error line names. */
export const serializers = {
  req: ({ method, url }: FastifyRequest) => ({ method, url: shownUrl(url) }),
};
