import { setImmediate } from "node:timers/promises";
import { ByteReader } from "../../audio/byte-reader.js";

/** How long the event loop may be blocked. */
const BUSY_MS = 20;

/** Returns a function that lets the event loop do other work if it has been blocked for `BUSY_MS`. */
export function pauses(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < BUSY_MS) return;
    await setImmediate();
    last = performance.now();
  };
}

/** A reader that also pauses, so that a search through damaged bytes does not block the event loop. */
export const pausingReader = (reader: ByteReader, pause: () => Promise<void>): ByteReader =>
  new ByteReader({
    size: reader.size,
    async copy(target, position) {
      await pause();
      let copied = 0;
      while (copied < target.length) {
        const piece = await reader.at(position + copied, target.length - copied);
        if (piece.length === 0) break;
        target.set(piece, copied);
        copied += piece.length;
      }
      return copied;
    },
  });
