import type { FastifyInstance, FastifyReply, FastifyRequest, preParsingHookHandler } from "fastify";
import { RequestTurns } from "./request-turns.js";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Whether the route reads its body as a stream, so that memory does not hold all of it. */
    streamsBody?: boolean;
  }
}

/** Nobody reads the body of a GET. With a turn for it, one for its response could never come. */
const BODY_METHODS: readonly string[] = ["POST", "PUT"];

/** Messages up to this size do not wait for a turn. */
const SMALL_BYTES = 64 * 1024;

/** How many large bodies or responses are in memory at a time. */
const LIMITS = { total: 6, perOrganisation: 2 };

/**
 * Bounds the memory of large JSON bodies and responses, which are held in memory as a whole: each
 * waits for a turn and keeps it until its response is sent. The body of a waiting request is not
 * read.
 */
export class LargeMessages {
  readonly #turns = new RequestTurns(LIMITS);

  /** Applies to the bodies of all routes that are registered later, and read their body as a whole. */
  limitBodies(app: FastifyInstance): void {
    app.addHook("onRoute", (route) => {
      const takesBody = [route.method].flat().some((method) => BODY_METHODS.includes(method));
      if (takesBody && !route.config?.streamsBody) route.preParsing = this.#limitBody;
    });
  }

  /** A body of unknown length counts as large. */
  readonly #limitBody: preParsingHookHandler = (request, reply, payload, done) => {
    const { "content-length": length, "transfer-encoding": encoding } = request.headers;
    const isSmall = encoding === undefined && Number(length ?? 0) <= SMALL_BYTES;
    if (isSmall) return done(null, payload);
    this.#turns.take(request, reply).then(
      () => done(null, payload),
      (error) => done(error),
    );
  };

  /** For responses: call it before reading the data. */
  async limitResponse(request: FastifyRequest, reply: FastifyReply, bytes: number): Promise<void> {
    if (bytes <= SMALL_BYTES) return;
    await this.#turns.takeForResponse(request, reply);
  }
}
