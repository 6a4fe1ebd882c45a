/** What programs of the README need around them. */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { Duplex } from "node:stream";
import { fileURLToPath } from "node:url";

export const readme = readFileSync(
  fileURLToPath(new URL("../../README.md", import.meta.url)),
  "utf8",
);

/** A block of the README, under its heading. */
export interface Block {
  readonly heading: string;
  readonly language: string;
  readonly code: string;
}

/** The blocks in order; a block with no language is an error of the page. */
export function blocks(): Block[] {
  const found: Block[] = [];
  let heading = "";
  for (const [, title, language, code] of readme.matchAll(
    /^#+ ([^\n]+)$|^```(\w*)\n(.*?)^```$/gms,
  )) {
    if (title) heading = title;
    else found.push({ heading, language: language!, code: code! });
  }
  return found;
}

export interface Between extends AsyncDisposable {
  readonly url: string;
  /** How many requests or connections it passed on. */
  readonly count: number;
}

/** What becomes of a request on its way to the service; true where it was answered. */
type Treatment = (incoming: IncomingMessage, response: ServerResponse, index: number) => boolean;

/**
 * A server that passes requests on to the service, unless they were answered before. It is an HTTP
 * proxy as well: a request may name another server, and tunnels are opened.
 */
export async function passingOn(
  serviceUrl: string,
  treat: Treatment = () => false,
): Promise<Between> {
  let count = 0;
  const server = createServer((incoming, response) => {
    if (treat(incoming, response, count++)) return;
    const { method, headers, url } = incoming;
    const upstream = request(new URL(url!, serviceUrl), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    upstream.on("error", () => response.destroy());
    incoming.pipe(upstream);
  });
  server.on("connect", ({ url }: IncomingMessage, client: Duplex) => {
    count++;
    const { hostname, port } = new URL(`http://${url}`);
    const upstream = connect(Number(port), hostname, () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on("error", () => client.destroy());
    client.on("error", () => upstream.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get count() {
      return count;
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
