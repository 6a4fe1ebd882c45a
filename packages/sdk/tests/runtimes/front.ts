import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
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

  const server = createServer((incoming, response) => {
    const [, first = ""] = incoming.url!.split(/[/?]/);
    if (first === "api") forward(incoming, response, incoming.url!);
    else if (first.startsWith("flaky-")) flaky(incoming, response, `/${first}`);
    else if (first === "drip") response.writeHead(200, { "content-type": "audio/wav" }).write("a");
    else if (first === "endless") endless(response);
    else if (first === "bomb") compressed(response);
    else if (first === "pouring") response.end(`${pouring.filter(({ closed }) => !closed).length}`);
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
