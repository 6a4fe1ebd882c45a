import { createInterface } from "node:readline";

/**
 * Resolves to the URL that a service prints when it is ready. Passes earlier lines to `onLine`. Rejects
 * if the service fails to start or exits before it is ready.
 */
export function listeningUrl(child, onLine = () => undefined) {
  return new Promise((resolve, reject) => {
    let isListening = false;
    child.once("error", reject);
    child.once("close", (code, signal) => {
      reject(new Error(`it exited with ${signal ?? `code ${code}`} before it was ready`));
    });
    // Reads to the end, because a service blocks if nobody reads its output.
    createInterface({ input: child.stdout }).on("line", (line) => {
      const url = /^listening on (\S+)/.exec(line)?.[1];
      if (url) {
        isListening = true;
        resolve(url);
      } else if (!isListening) onLine(line);
    });
  });
}
