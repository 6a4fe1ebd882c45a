import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { listeningUrl } from "../listening-url.mjs";

const COMMAND = fileURLToPath(new URL("../../packages/cli/dist/main.js", import.meta.url));
const ARGUMENTS = ["serve", "--host", "127.0.0.1", "--port", "0"];

/** Starts `syllable serve` on a free port; `onEnd` is told when it ends by itself. */
export async function startService(variables, onEnd) {
  const child = spawn(process.execPath, [COMMAND, ...ARGUMENTS], {
    // Ctrl-C goes to every process of a group; this one is told in its turn.
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...variables },
  });
  const kill = () => child.kill("SIGKILL");
  process.on("exit", kill);
  const ended = once(child, "exit").then(
    ([code, signal]) => {
      process.off("exit", kill);
      return code ?? signal;
    },
    // `listeningUrl` reports it.
    () => process.off("exit", kill),
  );
  const url = await listeningUrl(child).catch((error) => {
    throw new Error(`a service cannot start: ${error.message}`);
  });
  let stopping = false;
  ended.then((how) => {
    if (!stopping) onEnd(url, how);
  });
  return {
    url,
    async stop() {
      stopping = true;
      child.kill("SIGTERM");
      await ended;
    },
  };
}
