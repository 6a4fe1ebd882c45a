import type { FastifyReply, FastifyRequest } from "fastify";
import type { Page } from "../lists/page-stream.js";
import { RequestQueue } from "./request-queue.js";

/** Pages up to this size do not wait. */
const SMALL_BYTES = 256 * 1024;

/** How many large pages are in memory at a time, whole or in pieces. */
const LIMITS = { total: 24, perOrganisation: 8 };

/** Bounds the memory of large pages, which clients may request and not read. */
export class LargePages {
  readonly #queue = new RequestQueue(LIMITS);

  /** Returns the page that `read` returns. A large page first waits for a free slot. */
  async limit(
    request: FastifyRequest,
    reply: FastifyReply,
    read: () => Promise<Page>,
  ): Promise<Page> {
    const page = await read();
    if (Buffer.isBuffer(page)) {
      if (page.length <= SMALL_BYTES) return page;
      // The page is not held in memory during the wait; it is read again.
      if (!this.#queue.hasFreeSlot(request)) {
        return this.#queue.waitForResponse(request, reply).then(read);
      }
    }
    await this.#queue.waitForResponse(request, reply);
    return page;
  }
}
