import type { Server } from "node:http";
import type { Socket } from "node:net";

/**
 * Gives what ends the connections of a server as soon as no request of theirs is being answered.
 * Node alone waits for those that have not sent a request yet, and for those kept alive after the
 * request that was being answered when it began to close.
 */
export function createDrain(server: Server): () => void {
  const answering = new Map<Socket, number>();
  let draining = false;

  const change = (socket: Socket, by: number) => {
    const count = (answering.get(socket) ?? 0) + by;
    answering.set(socket, count);
    if (draining && count === 0) socket.destroy();
  };
  server.on("connection", (socket: Socket) => {
    socket.once("close", () => answering.delete(socket));
    change(socket, 0);
  });
  server.on("request", ({ socket }, response) => {
    change(socket, 1);
    response.once("close", () => change(socket, -1));
  });
  return () => {
    draining = true;
    for (const socket of answering.keys()) change(socket, 0);
  };
}
