import type { FastifyReply, FastifyRequest } from "fastify";
import { type TurnLimits, Turns } from "../turns.js";
import { disconnectOf } from "./disconnect.js";

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
}

/** Requests without a key share the turns of one organisation. */
const organisationOf = (request: FastifyRequest): number => request.apiKey?.organisation ?? 0;
