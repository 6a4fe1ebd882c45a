import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { freePorts } from "../free-ports.mjs";

const PROCESS = fileURLToPath(new URL("process.mjs", import.meta.url));
const USER = "postgres";

/** Starts PostgreSQL on a free port of 127.0.0.1. */
export async function startPostgresServer({ password, ...options }) {
  const [port] = await freePorts(1);
  const child = fork(PROCESS, {
    detached: true,
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const exited = new Promise((resolve) => {
    child.once("exit", resolve);
    child.once("error", resolve);
  });
  const failed = exited.then(() => [{ failure: "the process that starts it has exited" }]);
  const request = async (action, options) => {
    const reply = once(child, "message");
    child.send({ action, options }, () => undefined);
    const [{ failure }] = await Promise.race([reply, failed]);
    if (failure) throw new Error(failure);
  };
  const close = async () => {
    if (child.connected) child.disconnect();
    await exited;
  };
  try {
    await request("open", { user: USER, password, port, ...options });
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url: `postgres://${USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`,
    start: () => request("start"),
    stop: () => request("stop"),
    kill: () => request("kill"),
    close,
  };
}
