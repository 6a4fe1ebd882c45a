import type { Socket } from "node:net";

const FAULTS: Readonly<Record<string, [status: string, detail: string]>> = {
  HPE_HEADER_OVERFLOW: [
    "431 Request Header Fields Too Large",
    "the request's path and headers are longer than 16 KiB together",
  ],
  ERR_HTTP_REQUEST_TIMEOUT: ["408 Request Timeout", "the request's headers did not come in time"],
};
const NO_REQUEST = ["400 Bad Request", "this is no HTTP request"] as const;

/** Answers what Node can't read as a request, in the shape of every other failure. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, detail] = FAULTS[error.code ?? ""] ?? NO_REQUEST;
  const body = JSON.stringify({ detail });
  const head = `connection: close\r\ncontent-type: application/json\r\ncontent-length: ${body.length}`;
  socket.end(`HTTP/1.1 ${status}\r\n${head}\r\n\r\n${body}`, () => socket.destroy());
}
