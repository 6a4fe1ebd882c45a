/**
 * Repeats the same requests, each on its own keep-alive connection, and measures the response times.
 * It runs in a separate process, so that the work of an attack does not delay its clock.
 */
import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

const WARM_UP_REQUESTS = 10;
/** How long to wait for the last response. */
const LAST_RESPONSE_MS = 30_000;

class Probe {
  #agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  #isMeasuring = false;
  #isEnded = false;
  #sentAt;
  #waits = [];
  #failures = [];
  #lateMs = 0;

  constructor(url, { path, method = "GET", headers = {}, body, everyMs }) {
    this.url = url + path;
    this.options = { method, headers, agent: this.#agent };
    this.body = body;
    this.everyMs = everyMs;
    this.running = this.#run();
  }

  async warmUp() {
    for (let call = 0; call < WARM_UP_REQUESTS; call++) await this.#request();
    this.#isMeasuring = true;
  }

  async result() {
    this.#isEnded = true;
    if (this.#sentAt) await Promise.race([this.running, sleep(LAST_RESPONSE_MS)]);
    const waits = this.#sentAt ? [...this.#waits, performance.now() - this.#sentAt] : this.#waits;
    waits.sort((one, other) => one - other);
    return {
      count: waits.length,
      longestMs: waits.at(-1) ?? 0,
      p99Ms: waits[Math.floor(waits.length * 0.99)] ?? 0,
      failures: this.#failures.length,
      failure: this.#failures[0],
      lateMs: this.#lateMs,
    };
  }

  async #run() {
    for (let due = performance.now(); !this.#isEnded; ) {
      due = Math.max(due + this.everyMs, performance.now());
      await sleep(due - performance.now());
      if (!this.#isMeasuring) continue;
      this.#sentAt = performance.now();
      this.#lateMs = Math.max(this.#lateMs, this.#sentAt - due);
      const failure = await this.#request().catch((error) => error.code ?? error.message);
      this.#waits.push(performance.now() - this.#sentAt);
      this.#sentAt = undefined;
      if (failure) this.#failures.push(failure);
    }
  }

  /** Resolves to an error message unless the response is fine. */
  #request() {
    return new Promise((resolve, reject) => {
      const request = http.request(this.url, this.options, (response) => {
        response.on("error", reject).on("end", () => {
          resolve(response.statusCode < 300 ? undefined : `status ${response.statusCode}`);
        });
        response.resume();
      });
      request.on("error", reject).end(this.body);
    });
  }
}

const probes = new Map();
process.on("message", async ({ url, requests }) => {
  if (requests) {
    for (const [name, options] of Object.entries(requests))
      probes.set(name, new Probe(url, options));
    for (const probe of probes.values()) await probe.warmUp();
    process.send("ready");
    return;
  }
  const results = await Promise.all(
    [...probes].map(async ([name, probe]) => [name, await probe.result()]),
  );
  process.send(Object.fromEntries(results), () => process.exit());
});
process.on("disconnect", () => process.exit());
