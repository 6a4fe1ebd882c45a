import type { FastifyBaseLogger } from "fastify";

type LogArguments = Parameters<FastifyBaseLogger["info"]>;

/**
 * The logger of a request, created when it first logs something. Most requests log nothing, and creating
 * a logger takes a noticeable part of a short request.
 */
export class RequestLogger {
  #created: FastifyBaseLogger | undefined;

  constructor(
    private readonly parent: FastifyBaseLogger,
    private readonly create: () => FastifyBaseLogger,
  ) {}

  get level(): string {
    return this.parent.level;
  }

  get #logger(): FastifyBaseLogger {
    this.#created ??= this.create();
    return this.#created;
  }

  fatal(...args: LogArguments): void {
    this.#logger.fatal(...args);
  }
  error(...args: LogArguments): void {
    this.#logger.error(...args);
  }
  warn(...args: LogArguments): void {
    this.#logger.warn(...args);
  }
  info(...args: LogArguments): void {
    this.#logger.info(...args);
  }
  debug(...args: LogArguments): void {
    this.#logger.debug(...args);
  }
  trace(...args: LogArguments): void {
    this.#logger.trace(...args);
  }
  silent(...args: LogArguments): void {
    this.#logger.silent(...args);
  }
  child(...options: Parameters<FastifyBaseLogger["child"]>): FastifyBaseLogger {
    return this.#logger.child(...options);
  }
}
