import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { bomb, type Poured, pour } from "../support/endless.js";

const FLAKY_FAILURES = 2;

/** A server in front of the service: forwards `/api`, serves a page, and fails on other paths. */
export interface Front extends AsyncDisposable {
  readonly url: string;
  /** Serves the files of a folder. */
  serve(folder: string): void;
  /** Waits for the results that a page posts. */
  results(): Promise<string>;
}

export async function startFront(serviceUrl: string): Promise<Front> {
  const failures = new Map<string, number>();
  let folder: string | undefined;
  let posted: (results: string) => void = () => {};

  const forward = (incoming: IncomingMessage, response: ServerResponse, path: string) => {
    const { method, headers } = incoming;
    const upstream = request(serviceUrl + path, { method, headers }, (upstreamResponse) => {
      response.writeHead(upstreamResponse.statusCode!, upstreamResponse.headers);
      upstreamResponse.pipe(response);
    });
    upstream.on("error", () => response.destroy());
    incoming.pipe(upstream);
  };

  const flaky = (incoming: IncomingMessage, response: ServerResponse, prefix: string) => {
    const count = failures.get(prefix) ?? 0;
    failures.set(prefix, count + 1);
    if (count < FLAKY_FAILURES) response.writeHead(503, { "retry-after": "0" }).end("not yet");
    else forward(incoming, response, incoming.url!.slice(prefix.length));
  };

  const page = async (response: ServerResponse, name: string) => {
    if (name === "index.html") {
      response.writeHead(200, { "content-type": "text/html" });
      response.end('<!doctype html><script type="module" src="/page.js"></script>');
      return;
    }
    try {
      const code = await readFile(join(folder!, name));
      response.writeHead(200, { "content-type": "text/javascript" }).end(code);
    } catch {
      response.writeHead(404).end();
    }
  };

  /** The endless responses that were started. */
  const pouring: Poured[] = [];
  const headers = { "content-type": "application/json" };
  const endless = (response: ServerResponse) => {
    pouring.push(pour(response.writeHead(200, headers), " ".repeat(65_536)));
  };
  const compressed = (response: ServerResponse) => {
    response.writeHead(200, { ...headers, "content-encoding": "gzip" });
    pouring.push(bomb(response, "gzip"));
  };

  const breakBody = (response: ServerResponse, how: string) => {
    const isStream = response.req.url!.includes("/stream");
    const start = isStream ? "bytes" : '{"items":[';
    const type = isStream ? "audio/wav" : "application/json";
    const { socket } = response.req;
    const send = (headers: string[], body: string | Buffer, end: () => void) => {
      const head = ["HTTP/1.1 200 OK", `Content-Type: ${type}`, ...headers];
      const access = "Access-Control-Allow-Origin: *";
      socket.write(`${[...head, access].join("\r\n")}\r\n\r\n`);
      // The client has the headers before the body breaks.
      socket.write(body, () => setTimeout(end, 50));
    };
    const finish = () => socket.end();
    const reset = () => socket.resetAndDestroy();
    const chunk = `${start.length.toString(16)}\r\n${start}\r\n`;
    const zipped = gzipSync(start.repeat(1_000)).subarray(0, 40);
    const chunked = "Transfer-Encoding: chunked";
    const length = ["Content-Length: 1000", "Connection: close"];
    const gzip = ["Content-Encoding: gzip", ...length];
    // Node 20 takes the end of the connection for the end of a chunked body if that would close it.
    if (how === "broken-short") send(length, start, finish);
    else if (how === "broken-reset") send(length, start, reset);
    else if (how === "broken-chunked") send([chunked], chunk, finish);
    else if (how === "broken-chunk") send([chunked], `${chunk}zz\r\n`, finish);
    else send(gzip, how === "broken-gzip" ? zipped : Buffer.alloc(40, "x"), finish);
  };

  const server = createServer((incoming, response) => {
    const [, first = ""] = incoming.url!.split(/[/?]/);
    if (first === "api") forward(incoming, response, incoming.url!);
    else if (first.startsWith("flaky-")) flaky(incoming, response, `/${first}`);
    else if (first === "drip") response.writeHead(200, { "content-type": "audio/wav" }).write("a");
    else if (first === "endless") endless(response);
    else if (first === "bomb") compressed(response);
    else if (first === "pouring") response.end(`${pouring.filter(({ closed }) => !closed).length}`);
    else if (first.startsWith("broken-")) breakBody(response, first);
    else if (first === "redirect")
      response.writeHead(307, { location: "http://127.0.0.1:9/" }).end();
    else if (first === "results")
      readAll(incoming)
        .then(posted)
        .finally(() => response.end());
    else if (first !== "stall") page(response, first || "index.html");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve(path) {
      folder = path;
    },
    results: () =>
      new Promise((resolve) => {
        posted = resolve;
      }),
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function readAll(incoming: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of incoming.setEncoding("utf8")) text += chunk;
  return text;
}
