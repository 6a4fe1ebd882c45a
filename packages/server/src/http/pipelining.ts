import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** How many requests may wait for earlier ones on their connection. */
const MAX_WAITING = 100;

interface Connection {
  last: ServerResponse;
  waiting: number;
}

/**
 * Returns a function that starts the requests of a connection one after another: a pipelined one
 * starts when the response before is sent. Node closes only the response that it is sending if the
 * connection ends, so requests that ran before their turn would never learn of it, and would hold
 * what they have taken for ever. Too many waiting requests close the connection.
 */
export function runInOrder(
  server: Server,
): (socket: Socket, response: ServerResponse, start: () => void) => void {
  const connections = new WeakMap<Socket, Connection>();
  /** The response before, of those that Node does not send yet. */
  const before = new WeakMap<ServerResponse, ServerResponse>();
  // Hooks do not run for every request.
  server.prependListener("request", ({ socket }, response: ServerResponse) => {
    const connection = connections.get(socket);
    if (connection) {
      if (!response.socket) before.set(response, connection.last);
      connection.last = response;
    } else {
      connections.set(socket, { last: response, waiting: 0 });
    }
  });

  return (socket, response, start) => {
    const previous = response.socket ? undefined : before.get(response);
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
