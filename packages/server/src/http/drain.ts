import type { Server } from "node:http";
import type { Socket } from "node:net";

/**
 * Returns a function that closes each connection of a server as soon as it has no request in progress.
 * Node alone would wait for connections that have not sent a request yet, and for connections that are
 * kept alive after their request.
 */
export function createDrain(server: Server): () => void {
  /** The number of requests in progress on each connection. */
  const requests = new Map<Socket, number>();
  let draining = false;

  const change = (socket: Socket, by: number) => {
    const count = (requests.get(socket) ?? 0) + by;
    requests.set(socket, count);
    if (draining && count === 0) socket.destroy();
  };
  server.on("connection", (socket: Socket) => {
    socket.once("close", () => requests.delete(socket));
    change(socket, 0);
  });
  server.on("request", ({ socket }, response) => {
    change(socket, 1);
    response.once("close", () => change(socket, -1));
  });
  return () => {
    draining = true;
    for (const socket of requests.keys()) change(socket, 0);
  };
}
