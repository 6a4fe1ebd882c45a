import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** Opens a TCP connection to the service, to send requests that no HTTP client sends. */
export async function connectTo(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname.replace(/[[\]]/g, ""));
  await once(socket, "connect");
  // A service that stops may reset the connection when the test no longer listens.
  socket.on("error", () => undefined);
  return socket;
}

/** Reads until the service closes the connection. */
export async function readAll(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

export interface RawResponse {
  readonly status: number;
  /** The status line and the headers, in lower case. */
  readonly head: string;
  readonly body: string;
}

/** Sends a request unchanged, with `connection: close`, and reads the response. */
export async function sendRaw(url: string, requestLine: string, headers: string[] = []) {
  const socket = await connectTo(url);
  const lines = [`${requestLine} HTTP/1.1`, "host: test", "connection: close", ...headers];
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  return parseResponse(await readAll(socket));
}

/** Parses a response, and decodes a chunked body. */
export function parseResponse(received: string): RawResponse {
  const end = received.indexOf("\r\n\r\n");
  const head = received.slice(0, end).toLowerCase();
  const rest = received.slice(end + 4);
  const body = head.includes("transfer-encoding: chunked")
    ? rest.replace(/[0-9a-f]+\r\n([\s\S]*?)\r\n(?=[0-9a-f]+\r\n)|0\r\n\r\n$/g, "$1")
    : rest;
  return { status: Number(head.split(" ")[1]), head, body };
}
