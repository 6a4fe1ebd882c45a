import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createSocketServer, type Socket } from "node:net";

export interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage["headers"];
  body: string;
}

export interface TestServer extends AsyncDisposable {
  url: string;
  /** The requests received, in order. */
  seen: Seen[];
  /** Connections that are open now. */
  open(): number;
}

type Handler = (request: IncomingMessage, response: ServerResponse, index: number) => void;

/** A real HTTP server on a port of its own. */
export async function serve(handler: Handler): Promise<TestServer> {
  const seen: Seen[] = [];
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
 * A server that speaks raw bytes; each request's first chunk is handed to the function. Connections
 * that carried no request are not told of: some clients open one in reserve.
 */
export async function serveSocket(
  handler: (socket: Socket, head: string, index: number) => void,
): Promise<TestServer> {
  const seen: Seen[] = [];
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

/** Answers in JSON. */
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

/** A port that nothing listens on. */
export async function closedPort(): Promise<string> {
  const server = await serve(() => {});
  await server[Symbol.asyncDispose]();
  return server.url;
}

/** Waits until something holds, and fails where it does not within two seconds. */
export async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`never came true: ${holds}`);
}
