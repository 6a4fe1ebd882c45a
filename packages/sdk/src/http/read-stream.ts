import { RequestTimeoutError } from "../models/errors/http-client-errors.js";
import { classify } from "./classify.js";
import type { Reader } from "./context.js";
import { onAbort } from "./on-abort.js";
import type { Mask } from "./redact.js";

/** Returns the body of a response of any media type as a stream. */
export const readStream: Reader = {
  accept: "application/octet-stream",
  accepts: ({ status }) => status === 200 || status === 206,
  async read({ body }, { options, mask }) {
    const stream = body ?? new Blob([]).stream();
    const signal = options.signal ?? options.fetchOptions?.signal;
    const { idleTimeoutMs } = options;
    return signal || idleTimeoutMs ? guarded(stream, signal, idleTimeoutMs, mask) : stream;
  },
};

/**
 * Wraps a stream so that the caller's signal or the idle timeout ends it. The signal's listener is
 * removed when the stream ends. Streams without a signal or timeout are not wrapped, because it
 * costs time.
 */
function guarded(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal | null | undefined,
  idleTimeoutMs: number | undefined,
  mask: Mask,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let controller: ReadableStreamDefaultController<Uint8Array>;
  let removeListener: (() => void) | null | undefined;
  const fail = (error: unknown) => {
    removeListener?.();
    controller.error(error);
    reader.cancel().catch(() => {});
  };
  return new ReadableStream<Uint8Array>(
    {
      start(own) {
        controller = own;
        removeListener = signal && onAbort(signal, fail);
      },
      async pull() {
        // The time between reads does not count, only the wait for a chunk.
        const timer = idleTimeoutMs
          ? setTimeout(() => {
              fail(new RequestTimeoutError(`No bytes for ${idleTimeoutMs} ms`));
            }, idleTimeoutMs)
          : undefined;
        try {
          const { done, value } = await reader.read();
          if (!done) return controller.enqueue(value);
          removeListener?.();
          controller.close();
        } catch (error) {
          fail(classify(error, mask));
        } finally {
          clearTimeout(timer);
        }
      },
      cancel(reason) {
        removeListener?.();
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
