import { type ChildProcess, fork } from "node:child_process";
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
/** How many times a list is attempted while its process keeps ending. */
const ATTEMPTS = 3;
/** A process that has been idle for this long is ended. */
const IDLE_MS = 20_000;

/** A reader ended, but not because its list took too long or was aborted. */
class ReaderEnded extends Error {
  override readonly message = "the process that reads lists has ended";
}

/**
 * Reads costly lists in separate processes, so that they do not block the event loop. SQLite cannot stop a
 * statement from within its own process; a process can be killed once nobody waits for its list.
 */
export class Readers {
  readonly #idle: ChildProcess[] = [];
  readonly #ends = new WeakMap<ChildProcess, NodeJS.Timeout>();
  readonly #busy = new Set<ChildProcess>();
  #closed = false;

  constructor(private readonly path: string) {}

  readonly read: ReadList = (list, organisation, query, signal) =>
    this.#attempt({ list, organisation, query }, signal);

  close(): void {
    this.#closed = true;
    for (const reader of [...this.#idle, ...this.#busy]) reader.kill("SIGKILL");
  }

  /** Ctrl-C reaches every process: one that is starting ends, and an idle one may have ended. */
  async #attempt(call: ReaderCall, signal?: AbortSignal): Promise<Lists[ListName]["page"]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#read(call, signal);
      } catch (error) {
        if (!(error instanceof ReaderEnded) || attempt === ATTEMPTS) throw error;
      }
    }
  }

  async #read(call: ReaderCall, signal?: AbortSignal): Promise<Lists[ListName]["page"]> {
    signal?.throwIfAborted();
    if (this.#closed) throw new Error("the store is closed");
    const reader = this.#idle.pop() ?? this.#start();
    clearTimeout(this.#ends.get(reader));
    this.#busy.add(reader);
    try {
      const page = await ask(reader, call, signal);
      this.#rest(reader);
      return page;
    } catch (error) {
      reader.kill("SIGKILL");
      throw error;
    } finally {
      this.#busy.delete(reader);
    }
  }

  #start(): ChildProcess {
    const reader = fork(PROCESS, [this.path], { execArgv: [], serialization: "advanced" });
    // A process that cannot start emits several errors; `ask` reports the first.
    reader.on("error", () => undefined);
    reader.once("exit", () => {
      clearTimeout(this.#ends.get(reader));
      const place = this.#idle.indexOf(reader);
      if (place >= 0) this.#idle.splice(place, 1);
    });
    return reader;
  }

  #rest(reader: ChildProcess): void {
    if (this.#closed || !reader.connected) return;
    this.#idle.push(reader);
    const end = setTimeout(() => {
      this.#idle.splice(this.#idle.indexOf(reader), 1);
      reader.kill("SIGKILL");
    }, IDLE_MS).unref();
    this.#ends.set(reader, end);
  }
}

/** Rejects if the process ends or the signal aborts. */
function ask(
  reader: ChildProcess,
  call: ReaderCall,
  signal: AbortSignal | undefined,
): Promise<Lists[ListName]["page"]> {
  return new Promise((resolve, reject) => {
    const replied = (reply: ReaderReply) => {
      settle();
      if ("page" in reply) resolve(reply.page);
      else reject(Object.assign(new Error(), reply.error));
    };
    const ended = () => {
      settle();
      reject(new ReaderEnded());
    };
    const aborted = () => {
      settle();
      reject(signal!.reason);
    };
    const settle = () => {
      reader.off("message", replied).off("exit", ended).off("error", ended);
      signal?.removeEventListener("abort", aborted);
    };
    reader.on("message", replied).on("exit", ended).on("error", ended);
    signal?.addEventListener("abort", aborted, { once: true });
    reader.send(call);
  });
}
