import { setTimeout as wait } from "node:timers/promises";

/** Asks until the answer is there; fails with the last error when it does not come in time. */
export async function eventually<T>(ask: () => T | Promise<T>, withinMs = 10_000): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > end) throw error;
      await wait(10);
    }
  }
}
