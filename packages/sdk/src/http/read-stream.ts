import { classify } from "./classify.js";
import type { Reader } from "./context.js";
import type { Mask } from "./redact.js";
import type { Scope } from "./timeout.js";

/** Hands over the body of an answer, of whatever type, as it comes in. */
export const readStream: Reader = {
  accept: "application/octet-stream",
  takes: ({ status }) => status === 200 || status === 206,
  async read({ body }, { options, mask }, scope) {
    const stream = body ?? new Blob([]).stream();
    const signal = options.signal ?? options.fetchOptions?.signal;
    return signal ? abortable(stream, scope, mask) : stream;
  },
};

/**
 * A stream that the caller's signal ends at once, and that stops listening to the signal when it
 * ends. Streams of calls without a signal are not wrapped: each chunk would cost a little.
 */
function abortable(
  body: ReadableStream<Uint8Array>,
  scope: Scope,
  mask: Mask,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  scope.keep();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await scope.race(reader.read());
          if (!done) return controller.enqueue(value);
          controller.close();
        } catch (error) {
          controller.error(classify(error, mask));
          reader.cancel().catch(() => {});
        }
        scope.close();
      },
      cancel(reason) {
        scope.close();
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
