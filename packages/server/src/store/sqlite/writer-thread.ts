/** The worker thread that writes. `Writer` sends one call at a time, so transactions never overlap. */
import { parentPort, workerData } from "node:worker_threads";
import { sqliteStore } from "./store.js";
import { WalCleaner } from "./wal-cleaner.js";
import type { WriterCall, WriterReply } from "./writer.js";

type Methods = Record<string, (...parameters: unknown[]) => Promise<unknown>>;

const path = workerData as string;
const { db, store } = sqliteStore(path);
const cleaner = new WalCleaner(db, path);
const port = parentPort!;

port.on("message", async (message: WriterCall | "close") => {
  if (message === "close") {
    cleaner.stop();
    await store.close();
    port.close();
  } else {
    port.postMessage(await run(message));
    cleaner.written();
  }
});

async function run({ part, method, parameters }: WriterCall): Promise<WriterReply> {
  try {
    return { value: await (store[part] as unknown as Methods)[method]!(...parameters) };
  } catch (error) {
    const { message, stack, code } = error as Error & { code?: string };
    return { error: { message, stack, code } };
  }
}
