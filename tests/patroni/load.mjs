import { createInterface } from "node:readline";
import { Readable } from "node:stream";

const TIMESTAMP = "2026-01-31T09:00:00Z";
export const LINES_PER_IMPORT = 5_000;
/** Sessions with ids up to here are imported, again and again. Later ones are put one by one. */
const IMPORTED_IDS = 20_000;
const PUT_IDS = 1_000;

/**
 * Imports, puts and lists sessions until it is stopped, and records what the service has acknowledged.
 * The duration of a session is the number of the write that stored it.
 */
export class Load {
  /** The last acknowledged write of each session. */
  #acknowledged;
  #api;
  #headers;
  #isStopping = false;
  #writes;
  /** Rejects if an import is interrupted, and otherwise resolves when the load has stopped. */
  ended;
  /** The results of import lines that were not stored. */
  failures = [];
  imported = 0;
  put = 0;
  pauses = { imports: new Pause(), puts: new Pause(), lists: new Pause() };

  /** `acknowledged` has the writes of earlier loads, and gets those of this one. */
  constructor({ url, key, acknowledged }) {
    this.#api = `${url}/api/v1/sessions/`;
    this.#headers = { "syllable-api-key": key };
    this.#acknowledged = acknowledged;
    this.#writes = Math.max(0, ...acknowledged.values());
  }

  start() {
    const repeat = async (action) => {
      while (!this.#isStopping) await action.call(this);
    };
    this.ended = Promise.all([this.#import, this.#put, this.#list].map(repeat));
    this.ended.catch(() => undefined);
  }

  /** Waits for the requests in progress. */
  async stop() {
    this.#isStopping = true;
    await this.ended;
  }

  async #import() {
    const writes = Array.from({ length: LINES_PER_IMPORT }, () => {
      this.#writes += 1;
      return { id: String(this.#writes % IMPORTED_IDS), write: this.#writes };
    });
    const response = await fetch(`${this.#api}import`, {
      method: "POST",
      headers: { ...this.#headers, "content-type": "application/x-ndjson" },
      body: writes.map(({ id, write }) => JSON.stringify(sessionOf(id, write))).join("\n"),
    });
    if (!response.ok) throw new Error(`an import failed: ${await response.text()}`);
    let results = 0;
    for await (const line of createInterface({ input: Readable.fromWeb(response.body) })) {
      const { status } = JSON.parse(line);
      const { id, write } = writes[results];
      results += 1;
      if (status !== "created" && status !== "replaced") {
        this.failures.push(line);
        continue;
      }
      this.#acknowledge(id, write);
      this.imported += 1;
      this.pauses.imports.end();
    }
    if (results < writes.length) throw new Error(`an import has only ${results} results`);
  }

  async #put() {
    this.#writes += 1;
    const write = this.#writes;
    const id = String(IMPORTED_IDS + (write % PUT_IDS));
    const response = await fetch(this.#api + id, {
      method: "PUT",
      headers: { ...this.#headers, "content-type": "application/json" },
      body: JSON.stringify(sessionOf(id, write)),
    });
    await response.arrayBuffer();
    if (!response.ok) return;
    this.#acknowledge(id, write);
    this.put += 1;
    this.pauses.puts.end();
  }

  async #list() {
    const response = await fetch(`${this.#api}?limit=5`, { headers: this.#headers });
    await response.arrayBuffer();
    if (response.ok) this.pauses.lists.end();
  }

  #acknowledge(id, write) {
    this.#acknowledged.set(id, Math.max(write, this.#acknowledged.get(id) ?? 0));
  }
}

const sessionOf = (id, write) => ({
  session_id: id,
  timestamp: TIMESTAMP,
  agent_id: String(write % 20),
  source: `+1202555${String(write % 10_000).padStart(4, "0")}`,
  duration: write,
});

/** Measures the longest time between two successes. */
class Pause {
  #last = performance.now();
  seconds = 0;

  end() {
    const now = performance.now();
    this.seconds = Math.max(this.seconds, (now - this.#last) / 1_000);
    this.#last = now;
  }
}
