import { once } from "node:events";
import { createServer as createHttpServer, request } from "node:http";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A connection in front of a store, which can stop passing what the store sends, or break. */
export async function startFront(endpoint: string) {
  const { hostname, port } = new URL(endpoint);
  const held = new Set<Socket>();
  const open = new Set<Socket>();
  let left = Number.POSITIVE_INFINITY;
  const server = createServer((client) => {
    const behind = connect(Number(port), hostname);
    client.pipe(behind);
    behind.on("data", (chunk) => {
      client.write(chunk);
      left -= chunk.length;
      if (left > 0) return;
      behind.pause();
      held.add(client);
    });
    open.add(client).add(behind);
    for (const socket of [client, behind]) socket.on("error", () => undefined);
    client.on("close", () => {
      held.delete(client);
      behind.destroy();
    });
    behind.on("close", () => client.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold(afterBytes: number) {
      left = afterBytes;
    },
    held: () => held.size,
    /** Breaks what is open; what comes after passes as before. */
    cut() {
      left = Number.POSITIVE_INFINITY;
      for (const socket of open) socket.destroy();
    },
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** A proxy in front of a store that can refuse to write, as a store does to a user without the right. */
export async function startWriteGate(endpoint: string) {
  const { hostname, port } = new URL(endpoint);
  const server = createHttpServer((incoming, response) => {
    const { method, url, headers } = incoming;
    if (method === "PUT" || method === "POST") {
      gate.writes += 1;
      if (gate.refuses) {
        incoming.resume().on("end", () => response.writeHead(403).end());
        return;
      }
    }
    const passed = request({ hostname, port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.rawHeaders);
      answer.pipe(response);
    });
    passed.on("error", () => response.destroy());
    incoming.pipe(passed);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const gate = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refuses: false,
    /** How many requests to write came, refused ones included. */
    writes: 0,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return gate;
}
