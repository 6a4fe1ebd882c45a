import type { IncomingMessage } from "node:http";

/** Whether a request has a body that is not here as a whole. */
export function hasPendingBody({ complete, headers }: IncomingMessage): boolean {
  if (complete) return false;
  const length = headers["content-length"];
  return headers["transfer-encoding"] !== undefined || (length !== undefined && length !== "0");
}
