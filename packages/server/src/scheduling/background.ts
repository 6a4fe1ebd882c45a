import { constants, setPriority } from "node:os";

/**
 * Lowers the priority of this process or worker thread, which works beside the event loop: on a
 * busy machine, the event loop comes first.
 */
export function runInBackground(): void {
  // Elsewhere a thread has no priority of its own, and the whole process would be slowed down.
  if (process.platform !== "linux") return;
  try {
    setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Some sandboxes do not allow it. The work is done all the same.
  }
}
