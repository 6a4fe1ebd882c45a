import type { FastifyReply, FastifyRequest } from "fastify";
import { type TurnLimits, Turns } from "../turns.js";
import { disconnectOf } from "./disconnect.js";

/** Limits how many requests of one kind run at a time. The others wait, and their bodies stay unread. */
export class RequestTurns {
  readonly #turns: Turns;

  constructor(limits: TurnLimits) {
    this.#turns = new Turns(limits);
  }

  /** Resolves when it is the request's turn, which lasts until its response is sent. */
  async take(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    // Requests without a key share the turns of one organisation.
    const organisation = request.apiKey?.organisation ?? 0;
    const release = await this.#turns.take(organisation, disconnectOf(reply));
    if (reply.raw.closed) release();
    else reply.raw.once("close", release);
  }
}
