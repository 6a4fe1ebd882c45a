import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { listeningUrl } from "../listening-url.mjs";

const COMMAND = fileURLToPath(new URL("../../packages/cli/dist/main.js", import.meta.url));
const ARGUMENTS = ["serve", "--host", "127.0.0.1", "--port", "0"];

/** Starts `syllable serve` on a free port. Calls `onExit` if it exits without being stopped. */
export async function startService(variables, onExit) {
  const child = spawn(process.execPath, [COMMAND, ...ARGUMENTS], {
    // Ctrl-C signals every process of the group, but the cluster stops its processes in order.
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...variables },
  });
  const kill = () => child.kill("SIGKILL");
  process.on("exit", kill);
  const exited = once(child, "exit").then(
    ([code, signal]) => {
      process.off("exit", kill);
      return code ?? signal;
    },
    // `listeningUrl` reports the error.
    () => process.off("exit", kill),
  );
  const url = await listeningUrl(child).catch((error) => {
    throw new Error(`a service failed to start: ${error.message}`);
  });
  let isStopping = false;
  exited.then((how) => {
    if (!isStopping) onExit(url, how);
  });
  return {
    url,
    async stop() {
      isStopping = true;
      child.kill("SIGTERM");
      await exited;
    },
  };
}
