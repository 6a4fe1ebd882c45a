import { once } from "node:events";
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { Turns } from "../../scheduling/turns.js";
import { replaceWrites, type StorePart, type StoreParts } from "../sql/writes.js";
import { asUnavailable } from "./faults.js";

export interface WriterCall {
  readonly id: number;
  readonly part: StorePart;
  readonly method: string;
  readonly parameters: readonly unknown[];
}

export type WriterReply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: { message: string; stack?: string; code?: string } };

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

const THREAD = createRequire(import.meta.url).resolve("#sqlite-writer");

/** The organisation of a call: the first parameter, or a property of it. */
function organisationOf(part: StorePart, [first]: readonly unknown[]): number {
  if (part === "probe") return 0;
  if (part !== "recordings" && part !== "keys") return first as number;
  return (first as { organisation?: number }).organisation ?? 0;
}

/**
 * Writes beside the event loop, in a thread: a commit waits for the disk, and an import is work
 * for a core of its own. The thread starts with the first write. It runs one call at a time.
 * Organisations take turns, so that the imports of one do not delay the writes of another.
 */
export class Writer {
  readonly #turns = new Turns({ total: 1, perOrganisation: 1 });
  readonly #waiting = new Map<number, Waiting>();
  #thread: Worker | undefined;
  readonly #calls = new Set<Promise<unknown>>();
  #lastId = 0;
  #closed = false;

  constructor(private readonly path: string) {}

  /** The parts of a store, whose writes the thread runs. */
  writesOf(store: StoreParts): StoreParts {
    return replaceWrites(
      store,
      (part, method) =>
        (...parameters) =>
          this.#call(part, method, parameters),
    );
  }

  /** Resolves when all earlier calls are done. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#calls);
    const thread = this.#thread;
    if (!thread) return;
    thread.postMessage("close");
    await once(thread, "exit");
  }

  async #call(part: StorePart, method: string, parameters: readonly unknown[]): Promise<unknown> {
    if (this.#closed) throw new Error("the store is closed");
    const send = () => this.#send({ id: ++this.#lastId, part, method, parameters });
    const call = this.#turns.run(organisationOf(part, parameters), send);
    this.#calls.add(call);
    try {
      return await call;
    } finally {
      this.#calls.delete(call);
    }
  }

  #send(call: WriterCall): Promise<unknown> {
    this.#thread ??= this.#start();
    this.#thread.postMessage(call);
    return new Promise((resolve, reject) => this.#waiting.set(call.id, { resolve, reject }));
  }

  #start(): Worker {
    const thread = new Worker(THREAD, { workerData: this.path, execArgv: [] });
    let failure: Error | undefined;
    thread.on("message", (reply: WriterReply) => {
      const waiting = this.#waiting.get(reply.id)!;
      this.#waiting.delete(reply.id);
      if ("error" in reply) waiting.reject(asUnavailable(Object.assign(new Error(), reply.error)));
      else waiting.resolve(reply.value);
    });
    thread.on("error", (error) => {
      failure = error as Error;
    });
    thread.on("exit", () => {
      this.#thread = undefined;
      for (const { reject } of this.#waiting.values()) {
        reject(failure ?? new Error("the thread that writes has ended"));
      }
      this.#waiting.clear();
    });
    return thread;
  }
}
