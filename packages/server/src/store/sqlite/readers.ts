import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import type { QueueLimits } from "../../scheduling/fair-queue.js";
import type { ListName, Lists, ReadList } from "../sql/lists.js";

export interface ReaderCall {
  readonly list: ListName;
  readonly organisation: number;
  readonly query: Lists[ListName]["query"];
}

export type ReaderReply =
  | { readonly page: Lists[ListName]["page"] }
  | { readonly error: { message: string; stack?: string; code?: string } };

const PROCESS = createRequire(import.meta.url).resolve("#sqlite-reader");

/** How many lists may be read at a time. One organisation leaves one process to the others. */
export const READER_LIMITS: QueueLimits = { total: 3, perOrganisation: 2 };
/** How many times a list is tried if its process ends. */
const ATTEMPTS = 3;
/** An idle process is ended after this time. */
const IDLE_MS = 20_000;

/** A reader process ended, but not because its list took too long or was aborted. */
class ReaderEndedError extends Error {
  override readonly message = "the reader process has ended";
}

/**
 * Reads costly lists in child processes, so that they do not block the event loop. A statement of
 * SQLite cannot be stopped from within its own process, but a child process can be killed once nobody
 * waits for its list.
 */
export class Readers {
  readonly #idle: ChildProcess[] = [];
  readonly #idleTimers = new WeakMap<ChildProcess, NodeJS.Timeout>();
  /** All processes that have not ended. */
  readonly #running = new Set<ChildProcess>();
  #closed = false;

  constructor(private readonly path: string) {}

  readonly read: ReadList = (list, organisation, query, signal) =>
    this.#readWithRetries({ list, organisation, query }, signal);

  /** Ends all processes. */
  async close(): Promise<void> {
    this.#closed = true;
    const ended = [...this.#running].map((reader) => once(reader, "exit"));
    for (const reader of this.#running) reader.kill("SIGKILL");
    await Promise.all(ended);
  }

  /** Retries, because Ctrl-C reaches every process: a starting one ends, an idle one may have ended. */
  async #readWithRetries(call: ReaderCall, signal?: AbortSignal): Promise<Lists[ListName]["page"]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#read(call, signal);
      } catch (error) {
        if (!(error instanceof ReaderEndedError) || attempt === ATTEMPTS) throw error;
      }
    }
  }

  async #read(call: ReaderCall, signal?: AbortSignal): Promise<Lists[ListName]["page"]> {
    signal?.throwIfAborted();
    if (this.#closed) throw new Error("the store is closed");
    const reader = this.#idle.pop() ?? this.#start();
    clearTimeout(this.#idleTimers.get(reader));
    try {
      const page = await request(reader, call, signal);
      this.#makeIdle(reader);
      return page;
    } catch (error) {
      reader.kill("SIGKILL");
      throw error;
    }
  }

  #start(): ChildProcess {
    const reader = fork(PROCESS, [this.path], { execArgv: [], serialization: "advanced" });
    // A process that cannot start emits several errors; `request` reports the first.
    reader.on("error", () => undefined);
    if (reader.pid !== undefined) this.#running.add(reader);
    reader.once("exit", () => {
      this.#running.delete(reader);
      clearTimeout(this.#idleTimers.get(reader));
      const index = this.#idle.indexOf(reader);
      if (index >= 0) this.#idle.splice(index, 1);
    });
    return reader;
  }

  #makeIdle(reader: ChildProcess): void {
    if (this.#closed || !reader.connected) return;
    this.#idle.push(reader);
    const timer = setTimeout(() => {
      this.#idle.splice(this.#idle.indexOf(reader), 1);
      reader.kill("SIGKILL");
    }, IDLE_MS).unref();
    this.#idleTimers.set(reader, timer);
  }
}

/** Sends a call to a process and waits for the reply. Rejects if it ends or the signal aborts. */
function request(
  reader: ChildProcess,
  call: ReaderCall,
  signal: AbortSignal | undefined,
): Promise<Lists[ListName]["page"]> {
  return new Promise((resolve, reject) => {
    const onMessage = (reply: ReaderReply) => {
      removeListeners();
      if ("page" in reply) resolve(reply.page);
      else reject(Object.assign(new Error(), reply.error));
    };
    const onEnd = () => {
      removeListeners();
      reject(new ReaderEndedError());
    };
    const onAbort = () => {
      removeListeners();
      reject(signal!.reason);
    };
    const removeListeners = () => {
      reader.off("message", onMessage).off("exit", onEnd).off("error", onEnd);
      signal?.removeEventListener("abort", onAbort);
    };
    reader.on("message", onMessage).on("exit", onEnd).on("error", onEnd);
    signal?.addEventListener("abort", onAbort, { once: true });
    reader.send(call);
  });
}
