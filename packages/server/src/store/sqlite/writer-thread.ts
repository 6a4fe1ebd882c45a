/** The thread that writes: it runs one call after another, so that no two transactions meet. */
import { parentPort, workerData } from "node:worker_threads";
import { sqliteStore } from "./store.js";
import type { WriterCall, WriterReply } from "./writer.js";

type Methods = Record<string, (...parameters: unknown[]) => Promise<unknown>>;

const { store } = sqliteStore(workerData as string);
const port = parentPort!;
let last: Promise<void> = Promise.resolve();

port.on("message", (call: WriterCall | "close") => {
  last = last.then(() => (call === "close" ? close() : answer(call)));
});

async function answer({ id, part, method, parameters }: WriterCall): Promise<void> {
  try {
    const value = await (store[part] as unknown as Methods)[method]!(...parameters);
    reply({ id, value });
  } catch (error) {
    const { message, stack, code } = error as Error & { code?: string };
    reply({ id, error: { message, stack, code } });
  }
}

const reply = (message: WriterReply): void => port.postMessage(message);

async function close(): Promise<void> {
  await store.close();
  port.close();
}
