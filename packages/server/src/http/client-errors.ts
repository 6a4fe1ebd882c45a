import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { SecurityHeaders } from "./security-headers.js";

const FAULTS: Readonly<Record<string, [status: number, detail: string]>> = {
  HPE_HEADER_OVERFLOW: [
    431,
    "the path and headers of the request are longer than 16 KiB together; send a shorter request",
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [408, "the request's headers did not arrive in time"],
};
const NOT_HTTP = [400, "malformed HTTP request"] as const;

/** Responds to what Node can't parse as a request, in the same form as every other failure. */
export const clientErrorHandler =
  (headers: SecurityHeaders) =>
  (error: NodeJS.ErrnoException, socket: Socket): void => {
    if (error.code === "ECONNRESET" || !socket.writable) {
      socket.destroy();
      return;
    }
    const [status, detail] = FAULTS[error.code ?? ""] ?? NOT_HTTP;
    endConnection(socket, status, detail, headers);
  };

/** Sends a failure on a connection whose response has not begun, and closes the connection. */
export function endConnection(
  socket: Socket,
  status: number,
  detail: string,
  headers: SecurityHeaders,
): void {
  const body = JSON.stringify({ detail });
  const head = Object.entries({
    ...headers,
    connection: "close",
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  }).map(([name, value]) => `${name}: ${value}`);
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...head, "", body];
  socket.end(lines.join("\r\n"), () => socket.destroy());
}
