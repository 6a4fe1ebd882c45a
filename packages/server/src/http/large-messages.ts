import type { FastifyInstance, FastifyReply, FastifyRequest, preParsingHookHandler } from "fastify";
import { isGzip } from "./content-encoding.js";
import { gunzipStream } from "./gunzip.js";
import { PartialBody } from "./partial-body.js";
import { RequestQueue } from "./request-queue.js";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Whether the route reads its body as a stream instead of holding it in memory. */
    streamsBody?: boolean;
  }
}

/**
 * The body of a GET is never read. If it took a slot, its response could wait for a slot for ever.
 */
const BODY_METHODS: readonly string[] = ["POST", "PUT"];

/** Messages up to this size do not wait. */
const SMALL_BYTES = 64 * 1024;

/** How many large bodies or responses are in memory at a time. */
const LIMITS = { total: 6, perOrganisation: 2 };

/**
 * Bounds the memory of large JSON bodies and responses, which are held in memory as a whole: each waits
 * for a free slot and holds it until its response is sent. The body of a waiting request is not read.
 */
export class LargeMessages {
  readonly #queue = new RequestQueue(LIMITS);

  /** Applies to all routes that are registered later, except those that stream their bodies. */
  limitBodies(app: FastifyInstance): void {
    app.addHook("onRoute", (route) => {
      const takesBody = [route.method].flat().some((method) => BODY_METHODS.includes(method));
      if (takesBody && !route.config?.streamsBody) route.preParsing = this.#limitBody;
    });
  }

  /** A body of unknown length counts as large. */
  readonly #limitBody: preParsingHookHandler = (request, reply, payload, done) => {
    const { "content-length": length, "transfer-encoding": encoding } = request.headers;
    const isCompressed = isGzip(request);
    const isSmall = encoding === undefined && !isCompressed && Number(length ?? 0) <= SMALL_BYTES;
    if (isSmall) return done(null, payload);
    const content = () =>
      isCompressed ? gunzipStream(new PartialBody(request.raw).read()) : payload;
    this.#queue.wait(request, reply).then(
      () => done(null, content()),
      (error) => done(error),
    );
  };

  /** Waits if a response has this many bytes. Call it before reading the data. */
  async limitResponse(request: FastifyRequest, reply: FastifyReply, bytes: number): Promise<void> {
    if (bytes <= SMALL_BYTES) return;
    await this.#queue.waitForResponse(request, reply);
  }
}
