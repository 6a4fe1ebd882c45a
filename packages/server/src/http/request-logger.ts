import type { FastifyBaseLogger } from "fastify";

type Line = Parameters<FastifyBaseLogger["info"]>;

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

  fatal(...line: Line): void {
    this.#logger.fatal(...line);
  }
  error(...line: Line): void {
    this.#logger.error(...line);
  }
  warn(...line: Line): void {
    this.#logger.warn(...line);
  }
  info(...line: Line): void {
    this.#logger.info(...line);
  }
  debug(...line: Line): void {
    this.#logger.debug(...line);
  }
  trace(...line: Line): void {
    this.#logger.trace(...line);
  }
  silent(...line: Line): void {
    this.#logger.silent(...line);
  }
  child(...options: Parameters<FastifyBaseLogger["child"]>): FastifyBaseLogger {
    return this.#logger.child(...options);
  }
}
