/** The tools of an attack. Its requests and connections are closed when its time is up. */
import { setMaxListeners } from "node:events";
import http from "node:http";
import { connect } from "node:net";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

/** How much of a response is returned as text. */
const MAX_TEXT_BYTES = 64 * 1024;
/** The pause between two chunks that are read slowly. */
const SLOW_READ_MS = 100;

export class AttackContext {
  #agent = new http.Agent({ keepAlive: true });
  /** Failed checks of the attack itself. */
  missed = [];

  constructor(url, keys, signal) {
    this.url = url;
    this.keys = keys;
    this.signal = signal;
    // Each request and each connection adds a listener.
    setMaxListeners(0, signal);
  }

  /** Checks a condition, in addition to the targets of every attack, unless the time is up. */
  check(holds, what) {
    if (!holds && !this.signal.aborted && !this.missed.includes(what)) this.missed.push(what);
  }

  /** Waits until the time is up at the latest. */
  wait(ms) {
    return sleep(ms, undefined, { signal: this.signal }).catch(() => undefined);
  }

  /** Runs `work` several times at once. */
  concurrently(count, work) {
    return Promise.all(Array.from({ length: count }, (_, index) => work(index)));
  }

  /** Runs `work` repeatedly, several at once, for some seconds. */
  async repeatedly(count, seconds, work) {
    const until = performance.now() + seconds * 1000;
    let calls = 0;
    await this.concurrently(count, async () => {
      while (performance.now() < until && !this.signal.aborted) await work(calls++);
    });
    return calls;
  }

  /**
   * Sends a request and resolves to its response, or to `{ error }` if there is none. The body is
   * text, bytes or chunks. `reading` is `all`, `slowly` or `none`. A `key` of null sends no key.
   */
  send(path, options = {}) {
    const { method = "GET", key = this.keys.read, headers = {}, body, reading = "all" } = options;
    const start = performance.now();
    return new Promise((resolve) => {
      const request = http.request(this.url + path, {
        method,
        agent: this.#agent,
        signal: this.signal,
        headers: { ...(key ? { "syllable-api-key": key } : {}), ...headers },
      });
      const fail = (error) => resolve({ error, ms: performance.now() - start });
      request.on("error", fail).on("response", (response) => {
        const head = { status: response.statusCode, headers: response.headers };
        if (reading === "none") return this.wait(60_000).then(() => resolve(head));
        read(response, reading === "slowly", (bytes, text) =>
          resolve({ ...head, bytes, text, ms: performance.now() - start }),
        ).catch(fail);
      });
      if (body === undefined || typeof body === "string" || Buffer.isBuffer(body))
        request.end(body);
      else Readable.from(body).on("error", fail).pipe(request);
    });
  }

  /** Sends a value as JSON. Text and bytes are sent unchanged. */
  put(path, body, options = {}) {
    const text = Buffer.isBuffer(body) || typeof body === "string" ? body : JSON.stringify(body);
    return this.send(path, {
      method: "PUT",
      key: this.keys.write,
      body: text,
      ...options,
      headers: { "content-type": "application/json", ...options.headers },
    });
  }

  post(path, body, options = {}) {
    return this.put(path, body, { method: "POST", ...options });
  }

  /** Uploads a recording and waits until the service has parsed it. */
  async upload({ type, bytes }, { session = 1, name = "call", key = this.keys.write } = {}) {
    const path = `/api/v1/sessions/recording/${session}`;
    const headers = type === undefined ? {} : { "content-type": type };
    const response = await this.put(`${path}/${name}`, bytes, { headers, key });
    for (let pending = response.status === 201; pending && !this.signal.aborted; ) {
      const { text = "" } = await this.send(path, { key });
      pending = text.includes('"pending"');
      if (pending) await this.wait(200);
    }
    return response;
  }

  /** Sends chunks of NDJSON. */
  import(chunks, options = {}) {
    return this.post("/api/v1/sessions/import", "", {
      ...options,
      body: chunks,
      headers: { "content-type": "application/x-ndjson" },
    });
  }

  /** Opens a TCP connection. */
  open() {
    const { hostname, port } = new URL(this.url);
    const socket = connect(Number(port), hostname);
    // The attack checks the received bytes, however the connection ends.
    socket.on("error", () => undefined);
    this.signal.addEventListener("abort", () => socket.destroy(), { once: true });
    return socket;
  }

  /** Returns the head of a request as text. By default, its Host is the service. */
  head(requestLine, headers = [], { host = new URL(this.url).host, key } = {}) {
    const lines = [`${requestLine} HTTP/1.1`, `Host: ${host}`];
    if (key) lines.push(`Syllable-API-Key: ${key}`);
    return `${[...lines, ...headers].join("\r\n")}\r\n\r\n`;
  }

  /** Sends text as Latin-1 and reads until the connection is closed. */
  async raw(text) {
    const socket = this.open();
    const chunks = [];
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.write(Buffer.from(text, "latin1"));
    await new Promise((resolve) => socket.once("close", resolve));
    const received = Buffer.concat(chunks).toString("latin1");
    const [head, ...rest] = received.split("\r\n\r\n");
    return {
      status: Number(head.split(" ")[1]),
      head: head.toLowerCase(),
      body: rest.join("\r\n\r\n"),
    };
  }
}

async function read(response, slowly, done) {
  let bytes = 0;
  let text = "";
  for await (const chunk of response) {
    bytes += chunk.length;
    if (text.length < MAX_TEXT_BYTES) text += chunk;
    if (slowly) await sleep(SLOW_READ_MS);
  }
  done(bytes, text);
}
