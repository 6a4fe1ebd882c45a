import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createSocketServer, type Socket } from "node:net";

/** A request that a server received. */
export interface ReceivedRequest {
  method: string;
  url: string;
  headers: IncomingMessage["headers"];
  body: string;
}

export interface TestServer extends AsyncDisposable {
  url: string;
  /** The requests received, in order. */
  seen: ReceivedRequest[];
  /** The number of open connections. */
  open(): number;
}

type Handler = (request: IncomingMessage, response: ServerResponse, index: number) => void;

/** Starts an HTTP server on a free port. */
export async function serve(handler: Handler): Promise<TestServer> {
  const seen: ReceivedRequest[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const { method = "", url = "", headers } = request;
    const entry = { method, url, headers, body: "" };
    const index = seen.push(entry) - 1;
    request.on("data", (chunk) => {
      entry.body += chunk;
    });
    handler(request, response, index);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    open: () => sockets.size,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * Starts a server that writes raw bytes. The handler gets the first chunk of each request. Connections
 * without a request are not counted, because some clients open one in advance.
 */
export async function serveSocket(
  handler: (socket: Socket, head: string, index: number) => void,
): Promise<TestServer> {
  const seen: ReceivedRequest[] = [];
  const all = new Set<Socket>();
  const sockets = new Set<Socket>();
  const server = createSocketServer((socket) => {
    all.add(socket);
    socket.on("close", () => {
      all.delete(socket);
      sockets.delete(socket);
    });
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      const head = chunk.toString();
      if (!/^[A-Z]+ \S+ HTTP/.test(head)) return;
      sockets.add(socket);
      const [method = "", url = ""] = head.split(" ");
      handler(socket, head, seen.push({ method, url, headers: {}, body: "" }) - 1);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    open: () => sockets.size,
    async [Symbol.asyncDispose]() {
      server.close();
      for (const socket of all) socket.destroy();
    },
  };
}

/** Responds with JSON. */
export function json(
  response: ServerResponse,
  value: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(value));
}

export const timestamp = "2026-01-31T09:00:00Z";
export const page = { items: [{ timestamp, session_id: "1" }], page: 0, page_size: 25 };

/** The URL of a port that is closed. */
export async function closedPort(): Promise<string> {
  const server = await serve(() => {});
  await server[Symbol.asyncDispose]();
  return server.url;
}

/** Waits for a condition. Fails after ten seconds. */
export async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 1_000; i++) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`not true within ten seconds: ${condition}`);
}
