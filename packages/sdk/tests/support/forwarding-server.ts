/** A server between a program and the service. */
import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { Duplex } from "node:stream";

export interface ForwardingServer extends AsyncDisposable {
  readonly url: string;
  /** The number of requests and tunnels received. */
  readonly count: number;
}

/** Handles a request instead of the service. Returns false to forward it. */
type Handler = (incoming: IncomingMessage, response: ServerResponse, index: number) => boolean;

/**
 * Forwards requests to a service, unless `handle` responds. It is an HTTP proxy too: it forwards
 * requests for other servers and opens tunnels.
 */
export async function startForwardingServer(
  serviceUrl: string,
  handle: Handler = () => false,
): Promise<ForwardingServer> {
  let count = 0;
  const server = createServer((incoming, response) => {
    if (handle(incoming, response, count++)) return;
    const { method, headers, url } = incoming;
    const upstream = request(new URL(url!, serviceUrl), { method, headers }, (upstreamResponse) => {
      response.writeHead(upstreamResponse.statusCode!, upstreamResponse.headers);
      upstreamResponse.pipe(response);
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
