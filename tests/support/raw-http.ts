import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** A connection to the service, to send what no HTTP client sends. */
export async function connectTo(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  // A service that stops may reset a connection that nobody listens to by then.
  socket.on("error", () => undefined);
  return socket;
}

/** All that the service sends until it closes the connection. */
export async function readAll(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

export interface RawAnswer {
  readonly status: number;
  /** Lower case names; the head alone, as one text. */
  readonly head: string;
  readonly body: string;
}

/** Sends a request as written, its connection closing after it, and reads the answer. */
export async function sendRaw(url: string, requestLine: string, headers: string[] = []) {
  const socket = await connectTo(url);
  const lines = [`${requestLine} HTTP/1.1`, "host: test", "connection: close", ...headers];
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  return answerIn(await readAll(socket));
}

/** The answer in what was received; a chunked body is put together. */
export function answerIn(received: string): RawAnswer {
  const end = received.indexOf("\r\n\r\n");
  const head = received.slice(0, end).toLowerCase();
  const rest = received.slice(end + 4);
  const body = head.includes("transfer-encoding: chunked")
    ? rest.replace(/[0-9a-f]+\r\n([\s\S]*?)\r\n(?=[0-9a-f]+\r\n)|0\r\n\r\n$/g, "$1")
    : rest;
  return { status: Number(head.split(" ")[1]), head, body };
}
