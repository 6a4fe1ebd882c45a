import { once } from "node:events";
import { createServer as createHttpServer, request } from "node:http";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** Starts a TCP proxy in front of a store. It can hold back responses or break connections. */
export async function startTcpProxy(endpoint: string) {
  const { hostname, port } = new URL(endpoint);
  const held = new Set<Socket>();
  const open = new Set<Socket>();
  let remainingBytes = Number.POSITIVE_INFINITY;
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    client.pipe(upstream);
    upstream.on("data", (chunk) => {
      client.write(chunk);
      remainingBytes -= chunk.length;
      if (remainingBytes > 0) return;
      upstream.pause();
      held.add(client);
    });
    open.add(client).add(upstream);
    for (const socket of [client, upstream]) socket.on("error", () => undefined);
    client.on("close", () => {
      held.delete(client);
      upstream.destroy();
    });
    upstream.on("close", () => client.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold(afterBytes: number) {
      remainingBytes = afterBytes;
    },
    held: () => held.size,
    /** Breaks open connections. New ones work as before. */
    cut() {
      remainingBytes = Number.POSITIVE_INFINITY;
      for (const socket of open) socket.destroy();
    },
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Starts an HTTP proxy in front of a store. It can reject writes, as for a user without permission. */
export async function startHttpProxy(endpoint: string) {
  const { hostname, port } = new URL(endpoint);
  const server = createHttpServer((incoming, response) => {
    const { method, url, headers } = incoming;
    if (method === "PUT" || method === "POST") {
      proxy.writes += 1;
      if (proxy.rejectsWrites) {
        incoming.resume().on("end", () => response.writeHead(403).end());
        return;
      }
    }
    const forwarded = request({ hostname, port, method, path: url, headers }, (received) => {
      response.writeHead(received.statusCode!, received.rawHeaders);
      received.pipe(response);
    });
    forwarded.on("error", () => response.destroy());
    incoming.pipe(forwarded);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const proxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    rejectsWrites: false,
    /** The number of write requests, including rejected ones. */
    writes: 0,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return proxy;
}
