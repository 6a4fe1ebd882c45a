import { once } from "node:events";
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
