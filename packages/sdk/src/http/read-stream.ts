import { RequestTimeoutError } from "../models/errors/http-client-errors.js";
import { classify } from "./classify.js";
import type { Reader } from "./context.js";
import { onAbort } from "./on-abort.js";
import type { Mask } from "./redact.js";

/** Hands over the body of an answer, of whatever type, as it comes in. */
export const readStream: Reader = {
  accept: "application/octet-stream",
  takes: ({ status }) => status === 200 || status === 206,
  async read({ body }, { options, mask }) {
    const stream = body ?? new Blob([]).stream();
    const signal = options.signal ?? options.fetchOptions?.signal;
    const { idleTimeoutMs } = options;
    return signal || idleTimeoutMs ? guarded(stream, signal, idleTimeoutMs, mask) : stream;
  },
};

/**
 * A stream that the caller's signal ends at once, and a chunk that is too long in coming; it stops
 * listening to the signal when it ends. Other streams are not wrapped: each chunk would cost a
 * little.
 */
function guarded(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal | null | undefined,
  idleTimeoutMs: number | undefined,
  mask: Mask,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let controller: ReadableStreamDefaultController<Uint8Array>;
  let settle: (() => void) | null | undefined;
  const fail = (error: unknown) => {
    settle?.();
    controller.error(error);
    reader.cancel().catch(() => {});
  };
  return new ReadableStream<Uint8Array>(
    {
      start(its) {
        controller = its;
        settle = signal && onAbort(signal, fail);
      },
      async pull() {
        // Time counts while a chunk is waited for, not while the reader takes its time.
        const timer = idleTimeoutMs
          ? setTimeout(() => {
              fail(new RequestTimeoutError(`No bytes for ${idleTimeoutMs} ms`));
            }, idleTimeoutMs)
          : undefined;
        try {
          const { done, value } = await reader.read();
          if (!done) return controller.enqueue(value);
          settle?.();
          controller.close();
        } catch (error) {
          fail(classify(error, mask));
        } finally {
          clearTimeout(timer);
        }
      },
      cancel(reason) {
        settle?.();
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
