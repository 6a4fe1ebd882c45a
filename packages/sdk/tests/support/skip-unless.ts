import type { TestContext } from "vitest";

/** Returns what a test needs. Skips the test, with the reason, if it is not available here. */
export async function skipUnless<T>(needed: Promise<T>, { skip }: TestContext): Promise<T> {
  try {
    return await needed;
  } catch (error) {
    return skip(`not available here: ${(error as Error).message}`);
  }
}
