import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { SecurityHeaders } from "./security-headers.js";

const RESPONSES: Readonly<Record<string, [status: number, detail: string]>> = {
  HPE_HEADER_OVERFLOW: [
    431,
    "the path and headers together are longer than 16 KiB; send a shorter request",
  ],
  HPE_INVALID_URL: [
    400,
    "the URL has spaces, control characters or characters outside ASCII; percent-encode them as UTF-8",
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [408, "the request headers did not arrive in time"],
};
const MALFORMED = [400, "malformed HTTP request"] as const;

/** Responds to requests that Node can't parse, in the same format as all other errors. */
export const clientErrorHandler =
  (headers: SecurityHeaders) =>
  (error: NodeJS.ErrnoException, socket: Socket): void => {
    if (error.code === "ECONNRESET" || !socket.writable) {
      socket.destroy();
      return;
    }
    const [status, detail] = RESPONSES[error.code ?? ""] ?? MALFORMED;
    endConnection(socket, status, detail, headers);
  };

/** Sends an error on a connection whose response has not begun, and closes the connection. */
export function endConnection(
  socket: Socket,
  status: number,
  detail: string,
  headers: Readonly<Record<string, unknown>>,
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
