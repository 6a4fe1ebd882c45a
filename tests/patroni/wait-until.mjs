import { setTimeout as wait } from "node:timers/promises";

const LIMIT_MS = 3 * 60_000;
const STEP_MS = 100;

/** Repeats `attempt` until it returns a value. Throws after the time limit, with the last error. */
export async function waitUntil(condition, attempt) {
  const end = performance.now() + LIMIT_MS;
  let reason = "";
  while (performance.now() < end) {
    try {
      const value = await attempt();
      if (value) return value;
    } catch (error) {
      reason = `: ${error.message}`;
    }
    await wait(STEP_MS);
  }
  throw new Error(`after ${LIMIT_MS / 60_000} minutes, it is not true that ${condition}${reason}`);
}
