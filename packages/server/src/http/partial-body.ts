import type { IncomingMessage } from "node:http";

/** How many bytes of the rest of a body are read and discarded. */
const MAX_REST_BYTES = 256 * 1024 * 1024;
/** How long the response waits for the end of the body, in total and between two chunks. */
const MAX_REST_MS = 30_000;
const MAX_QUIET_MS = 5_000;
/** How long a connection may be idle after its body is no longer read. */
const STALLED_MS = 60_000;

/**
 * The body of a request whose handler may stop reading before its end. Many clients read the
 * response only after they have sent the whole body. A connection that is closed with unread data
 * is reset, which may lose the end of the response. The rest of the body is therefore read and
 * discarded, within limits.
 */
export class PartialBody {
  #restBytes = 0;
  #onRest: (() => void) | undefined;

  constructor(private readonly request: IncomingMessage) {}

  async *read(): AsyncGenerator<Buffer> {
    try {
      yield* this.request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
    } finally {
      this.#discardRest();
    }
  }

  /** Resolves at the end of the body, or when the response should not wait for it any longer. */
  async end(): Promise<void> {
    const { request } = this;
    if (request.readableEnded || request.destroyed) return;
    await new Promise<void>((resolve) => {
      const stop = () => {
        clearTimeout(total);
        clearTimeout(quiet);
        resolve();
      };
      const total = setTimeout(stop, MAX_REST_MS);
      const quiet = setTimeout(stop, MAX_QUIET_MS);
      this.#onRest = () => quiet.refresh();
      request.once("end", stop).once("close", stop);
    });
  }

  #discardRest(): void {
    const { request } = this;
    if (request.readableEnded || request.destroyed) return;
    request.socket.setTimeout(STALLED_MS);
    request.on("data", (chunk: Buffer) => {
      this.#restBytes += chunk.length;
      if (this.#restBytes > MAX_REST_BYTES) request.pause();
      this.#onRest?.();
    });
  }
}
