import type { IncomingMessage } from "node:http";

/** Whether a request has a body that has not fully arrived. */
export function hasPendingBody({ complete, headers }: IncomingMessage): boolean {
  if (complete) return false;
  const length = headers["content-length"];
  return headers["transfer-encoding"] !== undefined || (length !== undefined && length !== "0");
}
