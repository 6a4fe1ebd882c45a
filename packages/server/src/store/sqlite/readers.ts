import { type ChildProcess, fork } from "node:child_process";
import { createRequire } from "node:module";
import { ListTooLong, type SessionPage, type SessionQuery } from "../port.js";

export interface ReaderCall {
  readonly organisation: number;
  readonly query: SessionQuery;
}

export type ReaderReply =
  | { readonly page: SessionPage }
  | { readonly error: { message: string; stack?: string; code?: string } };

const PROCESS = createRequire(import.meta.url).resolve("#sqlite-reader");

/** So many lists are read at a time; others wait for one of them. */
const MOST = 2;
const LIST_MS = 30_000;
/** How often a list is read anew where its process is ended. */
const ATTEMPTS = 3;
/** A process that was asked for nothing this long is ended. */
const IDLE_MS = 20_000;

/** A reader was ended by something else than a list that took too long or was given up. */
class ReaderEnded extends Error {
  override readonly message = "the process that reads lists has ended";
}

/**
 * Reads costly lists beside the event loop, in processes: SQLite can't be stopped in the middle of
 * a statement from within its own process, and a list that nobody waits for any more is.
 */
export class Readers {
  readonly #idle: ChildProcess[] = [];
  readonly #ends = new WeakMap<ChildProcess, NodeJS.Timeout>();
  readonly #busy = new Set<ChildProcess>();
  readonly #waiting: (() => void)[] = [];
  #closed = false;

  constructor(private readonly path: string) {}

  /** Rejects with `ListTooLong` where it is not read in time, the wait for a process included. */
  async list(
    organisation: number,
    query: SessionQuery,
    signal: AbortSignal | undefined,
  ): Promise<SessionPage> {
    const limit = AbortSignal.timeout(LIST_MS);
    const until = signal ? AbortSignal.any([signal, limit]) : limit;
    try {
      return await this.#inTurn({ organisation, query }, until);
    } catch (error) {
      if (signal?.aborted || !limit.aborted) throw error;
      throw new ListTooLong(`it takes longer than ${LIST_MS / 1_000} s`);
    }
  }

  close(): void {
    this.#closed = true;
    for (const reader of [...this.#idle, ...this.#busy]) reader.kill("SIGKILL");
  }

  async #inTurn(call: ReaderCall, signal: AbortSignal): Promise<SessionPage> {
    signal.throwIfAborted();
    while (this.#busy.size >= MOST) await this.#turn(signal);
    try {
      // Ctrl-C, which goes to every process, ends one that has only begun to start; and one that
      // rested may have been ended.
      for (let attempt = 1; ; attempt++) {
        try {
          return await this.#read(call, signal);
        } catch (error) {
          if (!(error instanceof ReaderEnded) || attempt === ATTEMPTS) throw error;
        }
      }
    } finally {
      // Read or not: the next one would wait for nobody.
      this.#waiting.shift()?.();
    }
  }

  async #read(call: ReaderCall, signal: AbortSignal): Promise<SessionPage> {
    signal.throwIfAborted();
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
    // One that can't be started tells so more than once; who asks it is told by the first.
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

  #turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(go), 1);
        reject(signal.reason);
      };
      const go = () => {
        signal.removeEventListener("abort", leave);
        resolve();
      };
      signal.addEventListener("abort", leave, { once: true });
      this.#waiting.push(go);
    });
  }
}

/** Rejects where the process ends, or is not waited for any more. */
function ask(reader: ChildProcess, call: ReaderCall, signal: AbortSignal): Promise<SessionPage> {
  return new Promise((resolve, reject) => {
    const answered = (reply: ReaderReply) => {
      settle();
      if ("page" in reply) {
        const { items, total } = reply.page;
        resolve({ items: Buffer.from(items), total });
      } else {
        reject(Object.assign(new Error(), reply.error));
      }
    };
    const ended = () => {
      settle();
      reject(new ReaderEnded());
    };
    const left = () => {
      settle();
      reject(signal.reason);
    };
    const settle = () => {
      reader.off("message", answered).off("exit", ended).off("error", ended);
      signal.removeEventListener("abort", left);
    };
    reader.on("message", answered).on("exit", ended).on("error", ended);
    signal.addEventListener("abort", left, { once: true });
    reader.send(call);
  });
}
