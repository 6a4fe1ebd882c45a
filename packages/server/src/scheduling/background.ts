import { constants, setPriority } from "node:os";

/**
 * Lowers the priority of this process or worker thread, so that the event loop of the service comes
 * first on a busy machine.
 */
export function runInBackground(): void {
  // On other systems threads have no priority, and this would slow down the whole process.
  if (process.platform !== "linux") return;
  try {
    setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Some sandboxes do not allow it. The work then runs at normal priority.
  }
}
