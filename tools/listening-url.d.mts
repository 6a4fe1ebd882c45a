import type { ChildProcess } from "node:child_process";

/**
 * Resolves to the URL that a service prints when it is ready. Passes earlier lines to `onLine`. Rejects
 * if the service fails to start or exits before it is ready.
 */
export function listeningUrl(child: ChildProcess, onLine?: (line: string) => void): Promise<string>;
