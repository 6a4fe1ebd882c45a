import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** How many requests may wait for earlier ones on their connection. */
const MAX_WAITING = 100;

interface Connection {
  last: ServerResponse;
  waiting: number;
}

/**
 * Returns a function that starts the requests of a connection one after another: a pipelined request
 * starts when the previous response is sent. If a connection ends, Node closes only the response that it
 * is sending. A request that had started early would not be notified, and would never release its slots.
 * A connection with too many waiting requests is closed.
 */
export function runInOrder(
  server: Server,
): (socket: Socket, response: ServerResponse, start: () => void) => void {
  const connections = new WeakMap<Socket, Connection>();
  /** The previous response of each response that Node does not send yet. */
  const previousOf = new WeakMap<ServerResponse, ServerResponse>();
  // Hooks do not run for every request.
  server.prependListener("request", ({ socket }, response: ServerResponse) => {
    const connection = connections.get(socket);
    if (connection) {
      if (!response.socket) previousOf.set(response, connection.last);
      connection.last = response;
    } else {
      connections.set(socket, { last: response, waiting: 0 });
    }
  });

  return (socket, response, start) => {
    const previous = response.socket ? undefined : previousOf.get(response);
    if (!previous) {
      start();
      return;
    }
    const connection = connections.get(socket)!;
    if (connection.waiting === MAX_WAITING) {
      socket.destroy();
      return;
    }
    connection.waiting += 1;
    previous.once("close", () => {
      connection.waiting -= 1;
      // Without a socket, the connection has ended.
      if (response.socket) start();
    });
  };
}
