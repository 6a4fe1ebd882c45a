import type { FastifyReply, FastifyRequest } from "fastify";
import type { Page } from "../lists/page-stream.js";
import { RequestTurns } from "./request-turns.js";

/** Pages up to this size do not wait for a turn. */
const SMALL_BYTES = 256 * 1024;

/** How many large pages are in memory at a time, as a whole or in pieces. */
const LIMITS = { total: 24, perOrganisation: 8 };

/** Bounds the memory of large pages, which clients may request and not read. */
export class LargePages {
  readonly #turns = new RequestTurns(LIMITS);

  /** The page that `read` returns, in its turn if it is large. */
  async limit(
    request: FastifyRequest,
    reply: FastifyReply,
    read: () => Promise<Page>,
  ): Promise<Page> {
    const page = await read();
    if (!Buffer.isBuffer(page)) {
      await this.#turns.takeForResponse(request, reply);
      return page;
    }
    if (page.length <= SMALL_BYTES) return page;
    if (this.#turns.isFree(request)) {
      await this.#turns.takeForResponse(request, reply);
      return page;
    }
    // The page is not held during the wait; it is read again.
    return this.#turns.takeForResponse(request, reply).then(read);
  }
}
