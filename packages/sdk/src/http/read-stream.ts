import { ConnectionError, RequestTimeoutError } from "../models/errors/http-client-errors.js";
import { classify } from "./classify.js";
import type { Reader } from "./context.js";
import { onAbort, signalOf } from "./on-abort.js";
import { openBody } from "./read-body.js";

/**
 * Returns the body of a response of any media type as a stream. The caller's signal or the idle
 * timeout ends it. Its errors are those of this package.
 */
export const readStream: Reader = {
  accept: "application/octet-stream",
  accepts: ({ status }) => status === 200 || status === 206,
  async read(response, { options, mask }) {
    const body = openBody(response, async () => new Uint8Array(await response.arrayBuffer()));
    const signal = signalOf(options);
    const { idleTimeoutMs } = options;
    let controller: ReadableStreamDefaultController<Uint8Array>;
    let removeListener: (() => void) | null | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = () => {
      removeListener?.();
      clearTimeout(timer);
      body.return?.().catch(() => {});
    };
    const fail = (error: unknown) => {
      controller.error(error);
      end();
    };
    const expire = () => fail(new RequestTimeoutError(`No bytes for ${idleTimeoutMs} ms`));
    return new ReadableStream<Uint8Array>(
      {
        start(own) {
          controller = own;
          removeListener = signal && onAbort(signal, fail);
        },
        // Without `async`, because each promise costs time.
        pull() {
          // The time between reads does not count, only the wait for a chunk.
          if (idleTimeoutMs) timer = setTimeout(expire, idleTimeoutMs);
          return body.next().then(
            ({ done, value }) => {
              clearTimeout(timer);
              if (!done) return controller.enqueue(value);
              removeListener?.();
              controller.close();
            },
            (error) => fail(classify(error, mask, ConnectionError)),
          );
        },
        cancel: end,
      },
      { highWaterMark: 0 },
    );
  },
};
