import type { FastifyReply, FastifyRequest, preParsingHookHandler } from "fastify";
import { Turns } from "../turns.js";
import { disconnectOf } from "./disconnect.js";

/** Messages up to this size do not wait for a turn. */
const SMALL_BYTES = 64 * 1024;

/** How many large bodies or responses are in memory at a time. */
const LIMITS = { total: 6, perOrganisation: 2 };

/** A client that reads nothing of a large response for this long is disconnected. */
const STALLED_MS = 60_000;

/**
 * Bounds the memory of large JSON bodies and responses, which are held in memory as a whole: each
 * waits for a turn and keeps it until its response is sent. The body of a waiting request is not
 * read.
 */
export class LargeMessages {
  readonly #turns = new Turns(LIMITS);

  /** For requests: a body without a declared length counts as large. */
  readonly limitBodies: preParsingHookHandler = (request, reply, payload, done) => {
    const { "content-length": length, "transfer-encoding": encoding } = request.headers;
    if (encoding === undefined && Number(length ?? 0) <= SMALL_BYTES) return done(null, payload);
    this.#take(request, reply).then(
      () => done(null, payload),
      (error) => done(error),
    );
  };

  /** For responses, before what they are made of is read. */
  async limitResponse(request: FastifyRequest, reply: FastifyReply, bytes: number): Promise<void> {
    if (bytes <= SMALL_BYTES) return;
    await this.#take(request, reply);
    reply.raw.setTimeout(STALLED_MS);
  }

  async #take({ apiKey }: FastifyRequest, reply: FastifyReply): Promise<void> {
    const release = await this.#turns.take(apiKey.organisation, disconnectOf(reply));
    if (reply.raw.closed) release();
    else reply.raw.once("close", release);
  }
}
