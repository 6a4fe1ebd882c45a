import type { ChildProcess } from "node:child_process";

/**
 * Resolves to the URL that a service prints once it listens; lines before that go to `onLine`.
 * Rejects if the service cannot be started, or ends before.
 */
export function listeningUrl(child: ChildProcess, onLine?: (line: string) => void): Promise<string>;
