import { createInterface } from "node:readline";

/**
 * Resolves to the URL that a service prints once it listens; lines before that go to `onLine`.
 * Rejects if the service cannot be started, or ends before.
 */
export function listeningUrl(child, onLine = () => undefined) {
  return new Promise((resolve, reject) => {
    let listening = false;
    child.once("error", reject);
    child.once("close", (code, signal) => {
      reject(new Error(`it ended with ${signal ?? `code ${code}`} before it listened`));
    });
    // Read to the end, as a service blocks once nobody reads what it prints.
    createInterface({ input: child.stdout }).on("line", (line) => {
      const url = /^listening on (\S+)/.exec(line)?.[1];
      if (url) {
        listening = true;
        resolve(url);
      } else if (!listening) onLine(line);
    });
  });
}
