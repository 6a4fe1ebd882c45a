import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** The end of a message with a COMMIT, as clients of PostgreSQL send it. */
const COMMIT = "COMMIT\0";

/**
 * Starts a TCP proxy in front of PostgreSQL that can break the connection of a COMMIT: `before` the server
 * receives it, or `after` the server has executed it.
 */
export async function startCommitProxy(databaseUrl: string) {
  const { hostname, port } = new URL(databaseUrl);
  const open = new Set<Socket>();
  let next: "before" | "after" | undefined;
  let broken = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    const destroy = () => {
      client.destroy();
      upstream.destroy();
    };
    client.on("data", (chunk) => {
      if (next === undefined || !chunk.includes(COMMIT)) {
        upstream.write(chunk);
        return;
      }
      broken += 1;
      const when = next;
      next = undefined;
      if (when === "before") return destroy();
      upstream.removeAllListeners("data");
      upstream.on("data", (response) => {
        if (response.includes(COMMIT)) destroy();
      });
      upstream.write(chunk);
    });
    upstream.on("data", (chunk) => client.write(chunk));
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on("error", () => undefined).on("close", destroy);
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port: ownPort } = server.address() as AddressInfo;
  return {
    url: Object.assign(new URL(databaseUrl), { host: `127.0.0.1:${ownPort}` }).href,
    /** Breaks the connection of the next COMMIT. */
    breakNext(when: "before" | "after") {
      next = when;
    },
    /** How many connections were broken. */
    broken: () => broken,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}
