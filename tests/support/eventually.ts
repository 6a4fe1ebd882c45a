import { setTimeout as wait } from "node:timers/promises";

/** Repeats a function until it does not throw. After the time limit, throws its last error. */
export async function eventually<T>(attempt: () => T | Promise<T>, withinMs = 10_000): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
      await wait(10);
    }
  }
}
