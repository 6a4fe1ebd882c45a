import type { FastifyReply, FastifyRequest } from "fastify";
import { type TurnLimits, Turns } from "../scheduling/turns.js";
import { disconnectOf } from "./disconnect.js";

/** How long a client may read no byte of a response that is held in memory. */
const STALLED_MS = 60_000;

/** Limits how many requests of one kind run at a time. The others wait, and their bodies stay unread. */
export class RequestTurns {
  readonly #turns: Turns;

  constructor(limits: TurnLimits) {
    this.#turns = new Turns(limits);
  }

  /** Whether the request would have its turn at once. */
  isFree(request: FastifyRequest): boolean {
    return this.#turns.isFree(organisationOf(request));
  }

  /** Resolves when it is the request's turn, which lasts until its response is sent. */
  async take(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const release = await this.#turns.take(organisationOf(request), disconnectOf(reply));
    if (reply.raw.closed) release();
    else reply.raw.once("close", release);
  }

  /** The same for a response held in memory: a client that reads no byte of it for long is disconnected. */
  async takeForResponse(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await this.take(request, reply);
    reply.raw.setTimeout(STALLED_MS);
  }
}

/** Requests without a key share the turns of one organisation. */
const organisationOf = (request: FastifyRequest): number => request.apiKey?.organisation ?? 0;
