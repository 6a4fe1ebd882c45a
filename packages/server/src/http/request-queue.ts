import type { FastifyReply, FastifyRequest } from "fastify";
import { FairQueue, type QueueLimits } from "../scheduling/fair-queue.js";
import { disconnectOf } from "./disconnect.js";

/** How long a client may stop reading a response that is held in memory. */
const STALLED_MS = 60_000;

/** Limits how many requests of one kind run at a time. The others wait, and their bodies stay unread. */
export class RequestQueue {
  readonly #queue: FairQueue;

  constructor(limits: QueueLimits) {
    this.#queue = new FairQueue(limits);
  }

  /** Whether the request would not have to wait. */
  hasFreeSlot(request: FastifyRequest): boolean {
    return this.#queue.hasFreeSlot(organisationOf(request));
  }

  /** Waits for a free slot, and holds it until the response is sent. */
  async wait(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const release = await this.#queue.acquire(organisationOf(request), disconnectOf(reply));
    if (reply.raw.closed) release();
    else reply.raw.once("close", release);
  }

  /** Like `wait`, for a response held in memory: a client that stops reading it is disconnected. */
  async waitForResponse(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await this.wait(request, reply);
    reply.raw.setTimeout(STALLED_MS);
  }
}

/** Requests without a key share the slots of one organisation. */
const organisationOf = (request: FastifyRequest): number => request.apiKey?.organisation ?? 0;
