/** What an attack works with. All that it opens is closed when its time is up. */
import { setMaxListeners } from "node:events";
import http from "node:http";
import { connect } from "node:net";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

/** How much of a response is returned as text. */
const SHOWN_BYTES = 64 * 1024;
const SLOWLY_MS = 100;

export class AttackContext {
  #agent = new http.Agent({ keepAlive: true });
  /** The checks of the attack itself that failed. */
  missed = [];

  constructor(url, keys, signal) {
    this.url = url;
    this.keys = keys;
    this.signal = signal;
    // Each request and each connection listens to it.
    setMaxListeners(0, signal);
  }

  /** Checks a condition in addition to the targets of every attack, while there is time. */
  check(holds, what) {
    if (!holds && !this.signal.aborted && !this.missed.includes(what)) this.missed.push(what);
  }

  /** Waits, at most until the time is up. */
  wait(ms) {
    return sleep(ms, undefined, { signal: this.signal }).catch(() => undefined);
  }

  /** Runs `work` several times at once. */
  together(count, work) {
    return Promise.all(Array.from({ length: count }, (_, index) => work(index)));
  }

  /** Runs `work` repeatedly, several at once, for some seconds. */
  async repeatedly(count, seconds, work) {
    const until = performance.now() + seconds * 1000;
    let calls = 0;
    await this.together(count, async () => {
      while (performance.now() < until && !this.signal.aborted) await work(calls++);
    });
    return calls;
  }

  /**
   * Sends a request; resolves to its response, or to `{ error }` if there is none. The body is text,
   * bytes or chunks; `reading` is `all`, `slowly` or `none`; a `key` of null sends none.
   */
  send(path, options = {}) {
    const { method = "GET", key = this.keys.read, headers = {}, body, reading = "all" } = options;
    const begun = performance.now();
    return new Promise((resolve) => {
      const request = http.request(this.url + path, {
        method,
        agent: this.#agent,
        signal: this.signal,
        headers: { ...(key ? { "syllable-api-key": key } : {}), ...headers },
      });
      const fail = (error) => resolve({ error, ms: performance.now() - begun });
      request.on("error", fail).on("response", (response) => {
        const head = { status: response.statusCode, headers: response.headers };
        if (reading === "none") return this.wait(60_000).then(() => resolve(head));
        read(response, reading === "slowly", (bytes, text) =>
          resolve({ ...head, bytes, text, ms: performance.now() - begun }),
        ).catch(fail);
      });
      if (body === undefined || typeof body === "string" || Buffer.isBuffer(body))
        request.end(body);
      else Readable.from(body).on("error", fail).pipe(request);
    });
  }

  /** Sends JSON; bytes are sent as they are. */
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

  /** Uploads a recording of session 1, and waits until the service has parsed it. */
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

  /** A bare connection. */
  open() {
    const { hostname, port } = new URL(this.url);
    const socket = connect(Number(port), hostname);
    // However it ends, the attack checks the bytes that it received.
    socket.on("error", () => undefined);
    this.signal.addEventListener("abort", () => socket.destroy(), { once: true });
    return socket;
  }

  /** The head of a request as text; its Host is the service unless another is given. */
  head(requestLine, headers = [], { host = new URL(this.url).host, key } = {}) {
    const lines = [`${requestLine} HTTP/1.1`, `Host: ${host}`];
    if (key) lines.push(`Syllable-API-Key: ${key}`);
    return `${[...lines, ...headers].join("\r\n")}\r\n\r\n`;
  }

  /** Sends bytes as they are, one per character, and reads until the connection is closed. */
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
    if (text.length < SHOWN_BYTES) text += chunk;
    if (slowly) await sleep(SLOWLY_MS);
  }
  done(bytes, text);
}
