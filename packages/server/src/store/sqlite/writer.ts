import { once } from "node:events";
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { FairQueue } from "../../scheduling/fair-queue.js";
import { replaceWrites, type StorePart, type StoreParts } from "../sql/writes.js";
import { toStoreError } from "./errors.js";

/** One call of a method of a store. */
export interface WriterCall {
  readonly part: StorePart;
  readonly method: string;
  readonly parameters: readonly unknown[];
}

/** An error is sent as a plain object, because a message cannot hold the `code` of an `Error`. */
export type WriterReply =
  | { readonly value: unknown }
  | { readonly error: { message: string; stack?: string; code?: string } };

const THREAD = createRequire(import.meta.url).resolve("#sqlite-writer");

/** The organisation of a call: the first parameter, or a property of it. Calls without one share a turn. */
function organisationOf({ part, parameters: [first] }: WriterCall): number {
  if (part === "probe" || part === "browserSessions") return 0;
  if (part === "analyses" || part === "examinations") return 0;
  if (part !== "recordings" && part !== "keys") return first as number;
  return (first as { organisation?: number }).organisation ?? 0;
}

/**
 * Writes in a worker thread, because a commit waits for the disk and an import keeps a core busy. The
 * thread starts with the first write and runs one call at a time. Organisations take turns, so that
 * the imports of one do not delay the writes of another.
 */
export class Writer {
  readonly #turns = new FairQueue({ total: 1, perOrganisation: 1 });
  /** Calls that wait for their turn or run. */
  readonly #calls = new Set<Promise<unknown>>();
  #thread: Worker | undefined;
  /** Settles the promise of the call that the thread runs. */
  #running: { resolve(reply: WriterReply): void; reject(error: Error): void } | undefined;
  #closed = false;

  constructor(private readonly path: string) {}

  /** The parts of a store, with every write done by the thread. */
  writesOf(store: StoreParts): StoreParts {
    return replaceWrites(
      store,
      (part, method) =>
        (...parameters) =>
          this.#call({ part, method, parameters }),
    );
  }

  /** Finishes all earlier calls, then ends the thread. Later calls reject. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#calls);
    const thread = this.#thread;
    if (!thread) return;
    thread.postMessage("close");
    await once(thread, "exit");
  }

  async #call(call: WriterCall): Promise<unknown> {
    if (this.#closed) throw new Error("the store is closed");
    const done = this.#turns.run(organisationOf(call), () => this.#run(call));
    this.#calls.add(done);
    try {
      return await done;
    } finally {
      this.#calls.delete(done);
    }
  }

  async #run(call: WriterCall): Promise<unknown> {
    this.#thread ??= this.#start();
    this.#thread.postMessage(call);
    const reply = await new Promise<WriterReply>((resolve, reject) => {
      this.#running = { resolve, reject };
    });
    if ("error" in reply) throw toStoreError(Object.assign(new Error(), reply.error));
    return reply.value;
  }

  #start(): Worker {
    const thread = new Worker(THREAD, { workerData: this.path, execArgv: [] });
    let reason = new Error("the writer thread has ended");
    thread.on("message", (reply: WriterReply) => this.#running?.resolve(reply));
    thread.on("error", (error) => {
      reason = error as Error;
    });
    thread.on("exit", () => {
      this.#thread = undefined;
      this.#running?.reject(reason);
    });
    return thread;
  }
}
