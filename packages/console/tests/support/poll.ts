import { expect } from "vitest";

/** `expect.poll` with enough time for a machine that runs all tests at once. */
export const poll = <Value>(
  read: () => Value | Promise<Value>,
): ReturnType<typeof expect.poll<Value>> => expect.poll(read, { timeout: 30_000, interval: 50 });
